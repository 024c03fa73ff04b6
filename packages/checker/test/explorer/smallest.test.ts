import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Explorer } from '@menagerie/checker';
import type { Budgets, Exploration, Scope, Shape, Subject } from '@menagerie/contract';
import {
  paxosExploration,
  paxosSubject,
  synodExploration,
  synodSubject,
} from '@menagerie/paxos/testing';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { zabExploration, zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';

/**
 * Mistakes that would be found with something less than their scope has, and what that is: they
 * share the scope of another that needs it. The page on the zoo names them.
 */
const SPARE: Readonly<Record<string, readonly string[]>> = {
  'R-16': ['election'],
  'R-21': ['election', 'commands'],
  'R-31': ['heartbeat'],
  'P-20': ['crashes'],
  'P-21': ['commands'],
  'P-44': ['crashes'],
  'P-45': ['crashes'],
  'P-46': ['crashes'],
  'Z-01': ['finalize'],
  'Z-03': ['finalize'],
  'Z-04': ['finalize'],
  'Z-10': ['commands'],
  'Z-21': ['finalize'],
  'Z-25': ['finalize'],
  'Z-29': ['finalize'],
  'Z-30': ['finalize'],
  'Z-31': ['finalize'],
  'Z-35': ['finalize'],
};

/** A scope with one thing less, and what that is. */
interface Part<S extends Shape> {
  readonly less: string;
  readonly scope: Scope<S>;
}

/** Everything that the scope may do, in turn one time fewer. */
function partsOf<S extends Shape>(scope: Scope<S>): Part<S>[] {
  const { budgets, commands } = scope;
  const having = (less: string, changed: Partial<Budgets<S['timer']>>): Part<S> => ({
    less,
    scope: { ...scope, budgets: { ...budgets, ...changed } },
  });
  const timeouts = Object.entries<number | undefined>(budgets.timeouts).filter(([, n]) => n);
  const parts = timeouts.map(([timer, times = 0]) =>
    having(timer, { timeouts: { ...budgets.timeouts, [timer]: times - 1 } }),
  );
  for (const fault of ['crashes', 'wipes', 'drops', 'duplicates'] as const) {
    const times = budgets[fault] ?? 0;
    if (times > 0) parts.push(having(fault, { [fault]: times - 1 }));
  }
  if (commands.length > 0) {
    parts.push({ less: 'commands', scope: { ...scope, commands: commands.slice(0, -1) } });
  }
  return parts;
}

function judge<S extends Shape>(subject: Subject<S>, exploration: Exploration<S>): void {
  const explored = subject.mutants.flatMap(({ id }) => {
    const scope = exploration.scopes.find(({ kills }) => kills.includes(id));
    return scope === undefined ? [] : [[id, scope.name, scope] as const];
  });

  it.each(explored)('%s, in %s', (id, _name, scope) => {
    const found = partsOf(scope).filter((part) => {
      const explorer = new Explorer(subject, exploration, part.scope, { mutant: id });
      const status = explorer.finish();
      expect(['exhausted', 'violated']).toContain(status);
      return status === 'violated';
    });
    expect(found.map(({ less }) => less)).toEqual(SPARE[id] ?? []);
  });
}

describe('a mistake is not found where its scope has anything less', () => {
  judge(raftSubject, raftExploration);
  judge(synodSubject, synodExploration);
  judge(paxosSubject, paxosExploration);
  judge(zabSubject, zabExploration);
});

const root = fileURLToPath(new URL('../../../../', import.meta.url));

it.each([
  'docs/build/zoo.mdx',
  'apps/site/i18n/zh-Hans/docusaurus-plugin-content-docs/current/build/zoo.mdx',
])('%s names those of which this is not so', (path) => {
  const page = readFileSync(join(root, path), 'utf8');
  const ids = Object.keys(SPARE);
  const lines = page.split('\n').map((line) => [...line.matchAll(/[RPZ]-\d+/g)].map(([id]) => id));
  expect(lines.find((named) => named.includes('R-16'))).toEqual(ids);
});
