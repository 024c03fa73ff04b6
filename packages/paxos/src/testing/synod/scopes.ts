import type { LostMessages, Scope, ServerId } from '@menagerie/contract';
import { fromText } from '@menagerie/contract/testing';
import { synodConfig } from '../../synod/config.ts';
import type { SynodShape } from '../../synod/messages.ts';

export type SynodScope = Scope<SynodShape>;

/** A ballot that is refused comes to nothing, and one that hears nothing comes to the same. */
const refusals: LostMessages<SynodShape> = {
  what: 'refusals',
  isLost: ({ type }) => type === 'refused',
};

/** Whether a value is chosen the properties see by the votes, without any learner. */
const news: LostMessages<SynodShape> = {
  what: 'votes on their way to the learners of other servers',
  isLost: ({ type }) => type === 'accepted',
};

const refusalsAndNews: LostMessages<SynodShape> = {
  what: `${refusals.what}, and ${news.what}`,
  isLost: (message) => refusals.isLost(message) || news.isLost(message),
};

/** What tells one scope from the plain one. */
interface Differences extends Partial<SynodScope> {
  readonly reaches: readonly string[];
  /** Clients with a value of their own each. */
  readonly wishes: number;
  /** Ballots besides the first for each wish. */
  readonly retries?: number;
  readonly crashes?: number;
  /** Crashes that lose the disk. */
  readonly wipes?: number;
  /** The servers that get the wishes, one each; anybody where left out. */
  readonly to?: readonly ServerId[];
}

/** A scope of ballots and crashes, in which every message may come any number of times. */
function scope(name: string, differences: Differences): SynodScope {
  const { wishes, retries = 0, crashes = 0, wipes = 0, to = [], ...rest } = differences;
  return {
    name,
    config: synodConfig({ servers: 3 }),
    budgets: { timeouts: { retry: retries }, crashes, wipes },
    commands: Array.from({ length: wishes }, (_, i) => wish(i + 1, to[i] ?? null)),
    network: 'sticky',
    lost: refusalsAndNews,
    persistence: 'atomic',
    off: ['refusals', 'learners', 'reads'],
    start: [],
    kills: [],
    ...rest,
  };
}

function wish(nth: number, server: ServerId | null): SynodScope['commands'][number] {
  const command = { type: 'propose', value: fromText(`w${nth}`) } as const;
  return server === null ? { command } : { command, to: 1 << server };
}

const learners = { lost: refusals, off: ['refusals', 'reads'] } as const;
const slowDisks = { persistence: 'asynchronous' } as const;

function deep(name: string, differences: Differences): SynodScope {
  return { ...scope(name, differences), deep: true };
}

/** The first that names a mutant is the one that kills it. */
export const synodScopes: readonly SynodScope[] = [
  scope('1 wish', { wishes: 1, reaches: ['A Value Is Chosen'], kills: ['P-29'] }),
  scope('1 wish, learners', {
    wishes: 1,
    ...learners,
    reaches: ['A Value Is Chosen', 'A Value Is Learned'],
    kills: ['P-04', 'P-10'],
  }),
  scope('1 wish of 4 servers, learners', {
    wishes: 1,
    config: synodConfig({ servers: 4 }),
    ...learners,
    reaches: ['A Value Is Chosen', 'A Value Is Learned'],
    kills: ['P-14'],
  }),
  scope('1 wish, slow disks, learners', {
    wishes: 1,
    ...slowDisks,
    ...learners,
    reaches: ['A Value Is Chosen', 'A Value Is Learned'],
    kills: ['P-32'],
  }),
  scope('1 wish, 1 crash, learners', {
    wishes: 1,
    crashes: 1,
    ...learners,
    reaches: ['A Value Is Learned', 'A Restart Recalls A Vote'],
  }),
  scope('1 wish, 1 crash', {
    wishes: 1,
    crashes: 1,
    reaches: ['A Value Is Chosen', 'A Restart Recalls A Vote'],
    kills: ['P-03'],
  }),
  scope('1 wish, 1 crash, slow disks', {
    wishes: 1,
    crashes: 1,
    ...slowDisks,
    reaches: ['A Restart Recalls A Vote'],
    kills: ['P-31'],
  }),
  scope('2 wishes', {
    wishes: 2,
    reaches: ['A Value Is Taken Over', 'Votes Are Split'],
    kills: ['P-07', 'P-28', 'P-33'],
  }),
  // With majorities nobody promises a number to two proposers, whoever owns it.
  scope('2 wishes, one promise is enough', {
    wishes: 2,
    config: synodConfig({
      servers: 3,
      quorums: { type: 'flexible', members: 0b111, read: 1, write: 3 },
    }),
    reaches: ['A Value Is Taken Over', 'Votes Are Split'],
    kills: ['P-02'],
  }),
  scope('2 wishes, learners', {
    wishes: 2,
    ...learners,
    reaches: ['A Value Is Learned', 'A Value Is Taken Over'],
    kills: ['P-13'],
  }),
  scope('2 wishes, 1 crash', {
    wishes: 2,
    crashes: 1,
    reaches: ['A Value Is Taken Over', 'A Restart Recalls A Vote'],
  }),
  // Promises for the ballot that was forgotten come when it is used again.
  scope('2 wishes of one proposer, 1 crash, slow disks', {
    wishes: 2,
    to: [0, 0],
    crashes: 1,
    ...slowDisks,
    keepsIgnored: true,
    reaches: ['A Value Is Taken Over', 'A Restart Recalls A Vote'],
    kills: ['P-01', 'P-30'],
  }),
  scope('2 wishes of two proposers, 1 crash, slow disks', {
    wishes: 2,
    to: [0, 1],
    crashes: 1,
    ...slowDisks,
    reaches: ['A Value Is Taken Over', 'A Restart Recalls A Vote'],
  }),
  scope('2 wishes, a lost disk', {
    wishes: 2,
    wipes: 1,
    reaches: ['A Value Is Taken Over', 'Votes Are Split'],
    kills: ['P-34', 'P-41'],
  }),
  scope('2 wishes, 1 retry', {
    wishes: 2,
    retries: 1,
    reaches: ['A Value Is Taken Over', 'Votes Are Split'],
    kills: ['P-35'],
  }),
  scope('3 wishes', {
    wishes: 3,
    reaches: ['A Value Is Taken Over', 'Votes Are Split'],
    kills: ['P-08'],
  }),
  scope('3 wishes, 1 crash', {
    wishes: 3,
    crashes: 1,
    reaches: ['A Value Is Taken Over', 'A Restart Recalls A Vote'],
  }),
  deep('3 wishes, 1 retry', {
    wishes: 3,
    retries: 1,
    reaches: ['A Value Is Taken Over', 'Votes Are Split'],
  }),
  deep('2 wishes, 1 retry, refusals', {
    wishes: 2,
    retries: 1,
    lost: news,
    off: ['learners', 'reads'],
    reaches: ['A Ballot Is Refused', 'A Value Is Taken Over'],
  }),
  deep('2 wishes, 1 crash, learners', {
    wishes: 2,
    crashes: 1,
    ...learners,
    reaches: ['A Value Is Learned', 'A Value Is Taken Over', 'A Restart Recalls A Vote'],
  }),
  deep('3 wishes, learners', {
    wishes: 3,
    ...learners,
    reaches: ['A Value Is Learned', 'A Value Is Taken Over', 'Votes Are Split'],
  }),
];
