import { expect, it } from 'vitest';
import { BUILTINS } from '../../../packages/lab/src/model/builtins.ts';
import { choiceOfSearch } from '../../../packages/lab/src/page/url.ts';
import { paxos } from '../src/components/rules/books/paxos.ts';
import { raft } from '../src/components/rules/books/raft.ts';
import { synod } from '../src/components/rules/books/synod.ts';
import { zab } from '../src/components/rules/books/zab.ts';
import { experiments } from '../src/corrections/index.ts';
import { labHref } from '../src/lib/lab-href.ts';

const books = { raft, paxos, synod, zab };

it.each(Object.values(books))('the mistakes of $protocol open in a scenario of the lab', (book) => {
  for (const { id } of book.mistakes) {
    const href = labHref('en', { protocol: book.protocol, scenario: 'random', mistake: id });
    expect(choiceOfSearch(href.slice(href.indexOf('?')))).toMatchObject({
      protocol: book.protocol,
      name: 'random',
      mutant: id,
    });
  }
});

const inTheLab = experiments.flatMap(({ id, lab }) => (lab === undefined ? [] : [{ id, lab }]));

it.each(inTheLab)('$id opens a scenario and a mistake that exist', ({ lab }) => {
  const { protocol = 'raft', scenario, mistake } = lab;
  const scenarios = Object.entries(BUILTINS).find(([name]) => name === protocol)?.[1] ?? [];
  expect(scenarios).toContain(scenario);
  const { mistakes = [] } = Object.values(books).find((book) => book.protocol === protocol) ?? {};
  if (mistake !== undefined) expect(mistakes.map(({ id }) => id)).toContain(mistake);
});
