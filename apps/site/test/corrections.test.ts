import { describe, expect, it } from 'vitest';
import {
  claims,
  claimsWithVerdict,
  experiments,
  findClaim,
  findExperiment,
  findPartOf,
  findSource,
  locate,
  omissions,
  parts,
  runs,
  sources,
  topics,
  verdicts,
} from '../src/corrections/index.ts';
import { entries, findEntry } from '../src/glossary/entries.ts';

const chinese = /\p{Script=Han}/u;

interface Found {
  readonly path: string;
  readonly text: string;
}

/** Every string of the data with the path that leads to it. */
function* strings(value: unknown, path: string): Generator<Found> {
  if (typeof value === 'string') {
    yield { path, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* strings(item, `${path}[${index}]`);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      yield* strings(item, `${path}.${key}`);
    }
  }
}

const all = [
  ...strings({ parts, omissions, experiments, sources, topics, verdicts, runs }, 'corrections'),
  ...strings(entries, 'glossary'),
];
const inEnglish = all.filter(({ path }) => path.endsWith('.en'));
const inChinese = all.filter(({ path }) => path.endsWith('.zh'));

const numbered = (letters: string, width: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => letters + String(index + 1).padStart(width, '0'));

const references = [...claims, ...omissions].flatMap((subject) =>
  subject.sources.map((reference) => ({ of: subject.id, ...reference })),
);

describe('the corrections', () => {
  it('judge 91 claims, in order and without a gap', () => {
    expect(claims.map((claim) => claim.id)).toEqual(numbered('C', 2, 91));
  });

  it.each([
    ['true', 9],
    ['incomplete', 15],
    ['misleading', 20],
    ['false', 47],
  ] as const)('call %s %i of them', (verdict, count) => {
    expect(claimsWithVerdict(verdict)).toHaveLength(count);
  });

  it('name 8 omissions and 19 experiments', () => {
    expect(omissions.map((omission) => omission.id)).toEqual(numbered('OM', 1, 8));
    expect(experiments.map((experiment) => experiment.id)).toEqual(numbered('X', 2, 19));
  });

  it('refer to sources, places, experiments and topics that exist', () => {
    for (const { of, ...reference } of references) {
      const source = findSource(reference.source);
      expect(source, `${of} refers to ${reference.source}`).toBeDefined();
      if (source?.sections && reference.at !== undefined) {
        expect(source.sections, `${of} refers to ${reference.source}`).toHaveProperty([
          reference.at,
        ]);
      }
    }
    for (const subject of [...claims, ...omissions]) {
      for (const id of subject.experiments) {
        expect(findExperiment(id), `${subject.id} refers to ${id}`).toBeDefined();
      }
      for (const topic of subject.topics) {
        expect(topics, `${subject.id} is about ${topic}`).toHaveProperty(topic);
      }
    }
  });

  it('use every source, section, experiment, topic and run', () => {
    const subjects = [...claims, ...omissions];
    const cited = new Set(references.map((reference) => reference.source));
    expect(sources.map(({ key }) => key).filter((key) => !cited.has(key))).toEqual([]);

    const places = new Set(references.map(({ source, at }) => `${source} ${at}`));
    const unused = sources.flatMap(({ key, sections = {} }) =>
      Object.keys(sections)
        .map((section) => `${key} ${section}`)
        .filter((place) => !places.has(place)),
    );
    expect(unused).toEqual([]);

    const tried = new Set<string>(subjects.flatMap((subject) => subject.experiments));
    expect(experiments.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);

    const discussed = new Set<string>(subjects.flatMap((subject) => subject.topics));
    expect(Object.keys(topics).filter((topic) => !discussed.has(topic))).toEqual([]);

    const shown = new Set(
      claims.flatMap(({ proofs }) => proofs.flatMap((it) => (it.type === 'run' ? it.run : []))),
    );
    expect(Object.keys(runs).filter((run) => !shown.has(run))).toEqual([]);
  });

  it('back every claim by a source or by a proof', () => {
    const bare = claims.filter((claim) => claim.sources.length + claim.proofs.length === 0);
    expect(bare).toEqual([]);
    for (const claim of claims) {
      if (claim.proofs.some((proof) => proof.type === 'text')) {
        expect(claim.sources, `${claim.id} rests on a text`).not.toHaveLength(0);
      }
    }
  });

  it('have keys and ids of their own for sources and parts', () => {
    expect(new Set(sources.map(({ key }) => key)).size).toBe(sources.length);
    expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
  });

  it('say that consistent hashing is not what makes replicas agree', () => {
    const text = findClaim('C13')?.correct;
    expect(text?.zh).toContain('一致性哈希');
    expect(text?.en).toContain('consistent hashing');
  });

  it('find claims, their parts and the places of their sources', () => {
    expect(findPartOf('C13')?.id).toBe('reads-and-writes');
    expect(findPartOf('C92')).toBeUndefined();
    expect(locate({ source: 'Int', at: 'sc_quorum' })).toMatchObject({
      heading: 'Quorums',
      href: 'https://zookeeper.apache.org/doc/r3.9.5/zookeeperInternals.html#sc_quorum',
    });
    expect(locate({ source: 'PMS', at: '§2.2' })).toMatchObject({
      heading: '§2.2',
      href: findSource('PMS')?.url,
    });
    expect(() => locate({ source: 'nowhere' })).toThrow(RangeError);
  });
});

describe('the glossary', () => {
  it('explains at least 70 concepts, each once', () => {
    expect(entries.length).toBeGreaterThanOrEqual(70);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(new Set(entries.map(({ en }) => en)).size).toBe(entries.length);
    expect(new Set(entries.map(({ zh }) => zh)).size).toBe(entries.length);
  });

  it('sends the reader on to other entries that exist', () => {
    for (const { id, see = [] } of entries) {
      for (const next of see) {
        expect(findEntry(next), `${id} sends to ${next}`).toBeDefined();
      }
      expect(see).not.toContain(id);
    }
  });
});

describe('the language', () => {
  const offenders = (texts: readonly Found[], pattern: RegExp): string[] =>
    texts.filter(({ text }) => pattern.test(text)).map(({ path, text }) => `${path}: ${text}`);

  it('leaves no string empty', () => {
    expect(offenders(all, /^\s*$|^\s|\s$/)).toEqual([]);
  });

  it('comes in both languages', () => {
    expect(inChinese).toHaveLength(inEnglish.length);
    expect(inChinese.filter(({ text }) => !chinese.test(text))).toEqual([]);
    expect(offenders(inEnglish, /[，。；：？！、（）]/)).toEqual([]);
  });

  it('writes Chinese with full-width punctuation', () => {
    expect(offenders(inChinese, /\p{Script=Han}[,.;:?!()]|[,;:?!()]\p{Script=Han}/u)).toEqual([]);
    expect(offenders(inChinese, /["'「」]/)).toEqual([]);
  });

  it('sets a space between Chinese and Latin letters, digits and code', () => {
    expect(offenders(inChinese, /\p{Script=Han}[\w`]|[\w`]\p{Script=Han}/u)).toEqual([]);
    expect(offenders(inChinese, /[，。；：？！、（）] | [，。；：？！、（）]/)).toEqual([]);
  });

  it('closes every backtick and every bracket', () => {
    const unbalanced = all.filter(
      ({ text }) =>
        text.split('`').length % 2 === 0 ||
        text.split('（').length !== text.split('）').length ||
        text.split('“').length !== text.split('”').length,
    );
    expect(unbalanced).toEqual([]);
  });
});
