import type { Property, RuleInfo, Shape, Violation } from '@menagerie/contract';
import type { PropertyMoment } from '@menagerie/simulator';
import type { MutantNote, PropertyNote, RuleNote } from '../model/run.ts';
import type { Words } from '../model/words.ts';
import type { Clause, Exhibit, PropertyWords, ProtocolWords } from './exhibit.ts';

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
    .replace(/\b([Ss]ervers?|[Ll]eader) (\d+)(?: and (\d+))?/g, (_, word: string, ...ids) => {
      const [first, second] = ids;
      const both = typeof second === 'string' ? ` and ${named(Number(second))}` : '';
      return `${word.endsWith('eader') ? `${word} ` : ''}${named(Number(first))}${both}`;
    })
    .replace(/\b(ballot) (\d+\.\d+)/g, (_, word: string, ballot: string) => {
      return `${word} ${ballotNamed(ballot)}`;
    });
}

/** An entry of a table by a name that the table need not have. */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}

interface Tables {
  readonly rules: Readonly<Record<string, string>>;
  readonly mutants: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, PropertyWords>>;
  readonly clauses: Readonly<Record<string, Clause>>;
  readonly clausesEn?: Readonly<Record<string, Clause>>;
}

/** What a protocol says in Chinese, from its tables; where a table has nothing, its own English. */
export function saysOf(tables: Tables): ProtocolWords {
  const { rules, mutants, properties, clauses, clausesEn = {} } = tables;
  return {
    rule: (id, says) => lookUp(rules, id) ?? says,
    mutant: (id, mistake) => lookUp(mutants, id) ?? mistake,
    property: (name) => lookUp(properties, name) ?? lookUp(commonPropertiesZh, name),
    clauseZh: (name) => lookUp(clauses, name) ?? lookUp(commonClauses, name),
    clauseEn: (name) => lookUp(clausesEn, name),
  };
}

/** Of properties that the simulator brings along. */
export const commonPropertiesZh: Readonly<Record<string, PropertyWords>> = {
  'No Exception': { name: '不抛异常', says: '协议的代码从不抛出异常。' },
  Progress: { name: '能够前进', says: '故障恢复之后，写入终能成功。' },
};

const commonClauses: Readonly<Record<string, Clause>> = {
  'No Exception/threw': (v) => `处理 ${v['input']} 时代码抛出异常：${v['message']}`,
};
