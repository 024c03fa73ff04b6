import type { Property, RuleInfo, Shape, Violation } from '@menagerie/contract';
import type { PropertyMoment } from '@menagerie/simulator';
import type { MutantNote, PropertyNote, RuleNote } from '../model/run.ts';
import type { Words } from '../model/words.ts';
import type { Exhibit, ProtocolWords } from './exhibit.ts';

export function ruleNote({ id, source, says }: RuleInfo, words: ProtocolWords): RuleNote {
  return { id, source, says: { en: says, zh: words.rule(id, says) } };
}

export function mutantNotes<S extends Shape>({ subject, words }: Exhibit<S>): MutantNote[] {
  return subject.mutants.map(({ id, mistake, source }) => ({
    id,
    source,
    mistake: { en: mistake, zh: words.mutant(id, mistake) },
  }));
}

export function propertyNote<S extends Shape>(
  { name, source, kind }: PropertyMoment,
  properties: readonly Property<S>[],
  words: ProtocolWords,
): PropertyNote {
  const zh = words.property(name);
  const says = properties.find((one) => one.name === name)?.says ?? '';
  return {
    name,
    title: { en: name, zh: zh?.name ?? name },
    source,
    kind,
    says: { en: says, zh: zh?.says ?? says },
  };
}

/** How a property was violated, with the values of the run. */
export function violationWords(violation: Violation, words: ProtocolWords): Words {
  const { property, clause, values, sentence } = violation;
  const name = `${property}/${clause}`;
  const own = fromOne(sentence);
  return {
    en: words.clauseEn(name)?.(values) ?? own,
    zh: words.clauseZh(name)?.(values) ?? own,
  };
}

/** A server among the values, in the page's counting from 1. */
export function named(value: string | number | undefined): string {
  return typeof value === 'number' ? `S${value + 1}` : (value ?? '');
}

/** A ballot among the values: `3.1` is round 3 of the second server, and called `3.S2`. */
export function ballotNamed(value: string | number | undefined): string {
  return String(value ?? '').replace(/^(\d+)\.(\d+)/, (_, round: string, owner: string) => {
    return `${round}.S${Number(owner) + 1}`;
  });
}

/** Protocols count servers from 0, and the page from 1. */
function fromOne(sentence: string): string {
  return sentence
    .replace(/\b[Ss]ervers? (\d+)/g, (_, id: string) => `S${Number(id) + 1}`)
    .replace(/\b(ballot) (\d+\.\d+)/g, (_, word: string, ballot: string) => {
      return `${word} ${ballotNamed(ballot)}`;
    });
}

/** An entry of a table by a name that the table need not have. */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
