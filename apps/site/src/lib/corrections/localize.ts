import {
  claims,
  claimsAbout,
  claimsShownBy,
  claimsWithVerdict,
  findExperiment,
  locate,
  parts,
  topics,
  verdicts,
} from '../../corrections/index.ts';
import type {
  Bilingual,
  Claim,
  Experiment,
  ExperimentId,
  Omission,
  Part,
  Proof,
  SourceReference,
  Topic,
  Verdict,
} from '../../corrections/types.ts';
import { labHref } from '../lab-href.ts';
import type { Language } from '../language-of.ts';
import { plain } from '../plain.ts';
import { fold } from './filter.ts';
import type {
  CitationView,
  ClaimLink,
  ClaimRow,
  ClaimView,
  CorrectionsView,
  ExperimentPageView,
  ExperimentView,
  OmissionView,
  PartView,
  ProofView,
  Score,
  TopicView,
} from './view.ts';

interface Placed {
  readonly claim: Claim;
  readonly part: Part;
}

const placed: readonly Placed[] = parts.flatMap((part) =>
  part.claims.map((claim) => ({ claim, part })),
);
const topicKeys = Object.keys(topics) as Topic[];
const verdictKeys: readonly Verdict[] = ['true', 'incomplete', 'misleading', 'false'];

export function slugOf(id: string): string {
  return id.toLowerCase();
}

/** Everything that one language's pages show, taken out of the bilingual data at build time. */
export class Localizer {
  readonly #language: Language;

  constructor(language: Language) {
    this.#language = language;
  }

  #say(text: Bilingual): string {
    return text[this.#language];
  }

  corrections(): CorrectionsView {
    return {
      parts: parts.map((part) => this.#part(part)),
      topics: topicKeys
        .map((key) => ({
          key,
          label: this.#say(topics[key]),
          count: claimsAbout(key).length,
        }))
        .filter((topic) => topic.count > 0),
      verdicts: verdictKeys.map((key) => ({
        key,
        label: this.#say(verdicts[key].label),
        meaning: this.#say(verdicts[key].meaning),
        count: claimsWithVerdict(key).length,
      })),
      claims: placed.map((place) => this.#row(place)),
    };
  }

  score(): Score {
    return { total: claims.length, right: claimsWithVerdict('true').length };
  }

  claims(): readonly ClaimView[] {
    return placed.map((place, index) => this.#claim(place, placed[index - 1], placed[index + 1]));
  }

  omission(omission: Omission): OmissionView {
    return {
      id: omission.id,
      slug: slugOf(omission.id),
      subject: this.#say(omission.subject),
      reason: this.#say(omission.reason),
      topics: this.#topics(omission.topics),
      sources: omission.sources.map((reference) => this.#citation(reference)),
      experiments: omission.experiments.map((id) => this.#experiment(id)),
    };
  }

  experimentPage(experiment: Experiment): ExperimentPageView {
    return {
      ...this.#experiment(experiment.id),
      claims: claimsShownBy(experiment.id).map((claim) => this.#link(claim)),
    };
  }

  #row({ claim, part }: Placed): ClaimRow {
    const shown = [claim.claim, claim.correct, ...(claim.matters ? [claim.matters] : [])];
    const labels = claim.topics.map((topic) => topics[topic]);
    return {
      id: claim.id,
      slug: slugOf(claim.id),
      part: part.id,
      section: claim.section,
      topics: claim.topics,
      verdict: claim.verdict,
      claim: this.#say(claim.claim),
      correct: this.#say(claim.correct),
      // Topics count in both languages: a Chinese reader may type “fencing”, an English one 一致性哈希.
      haystack: fold(
        plain(
          [
            claim.id,
            ...shown.map((text) => this.#say(text)),
            ...labels.flatMap(({ en, zh }) => [en, zh]),
          ].join('\n'),
        ),
      ),
    };
  }

  #claim({ claim, part }: Placed, previous?: Placed, next?: Placed): ClaimView {
    return {
      id: claim.id,
      section: claim.section,
      part: this.#part(part),
      topics: this.#topics(claim.topics),
      verdict: claim.verdict,
      verdictLabel: this.#say(verdicts[claim.verdict].label),
      verdictMeaning: this.#say(verdicts[claim.verdict].meaning),
      claim: this.#say(claim.claim),
      correct: this.#say(claim.correct),
      ...(claim.matters && { matters: this.#say(claim.matters) }),
      sources: claim.sources.map((reference) => this.#citation(reference)),
      proofs: claim.proofs.map((proof) => this.#proof(proof)),
      experiments: claim.experiments.map((id) => this.#experiment(id)),
      ...(previous && { previous: this.#link(previous.claim) }),
      ...(next && { next: this.#link(next.claim) }),
      keywords: claim.topics.flatMap((topic) => [topics[topic].en, topics[topic].zh]),
    };
  }

  #part(part: Part): PartView {
    return { id: part.id, title: this.#say(part.title) };
  }

  #topics(keys: readonly Topic[]): readonly TopicView[] {
    return keys.map((key) => ({ key, label: this.#say(topics[key]) }));
  }

  #link(claim: Claim): ClaimLink {
    return {
      id: claim.id,
      slug: slugOf(claim.id),
      claim: this.#say(claim.claim),
      verdict: claim.verdict,
    };
  }

  #citation(reference: SourceReference): CitationView {
    const { source, heading, href } = locate(reference);
    return {
      key: source.key,
      title: source.title,
      reading: source.reading,
      ...(heading !== undefined && { heading }),
      ...(href !== undefined && { href }),
      ...(source.note && { note: this.#say(source.note) }),
    };
  }

  #experiment(id: ExperimentId): ExperimentView {
    const experiment = findExperiment(id);
    if (!experiment) throw new RangeError(`no experiment is called ${id}`);
    return {
      id,
      slug: slugOf(id),
      name: this.#say(experiment.name),
      action: this.#say(experiment.action),
      predicts: this.#say(experiment.predicts),
      happens: this.#say(experiment.happens),
      ...(experiment.lab !== undefined && { lab: labHref(this.#language, experiment.lab) }),
      ...(experiment.found !== undefined && { found: experiment.found }),
    };
  }

  #proof(proof: Proof): ProofView {
    return proof.type === 'run' ? { ...proof, shows: this.#say(proof.shows) } : proof;
  }
}
