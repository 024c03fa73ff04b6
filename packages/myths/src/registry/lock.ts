import type { ArticleSeat } from '../lock/article.ts';
import { articlePlay, type LockScope, recipePlay } from './lock-plays.ts';
import type { Myth } from './myth.ts';

type Failure = Parameters<typeof articlePlay>[1];

/** What is particular to one failure of the article's lock. */
interface LockMyth extends Omit<Myth, 'design' | 'cure'> {
  readonly seats: readonly ArticleSeat[];
  readonly failure: Failure;
  /** What may happen, for the design and for its cure alike. */
  readonly given?: LockScope;
}

const lockMyth = ({ seats, failure, given = {}, ...about }: LockMyth): Myth => ({
  ...about,
  design: articlePlay(seats, failure, given),
  cure: recipePlay(seats, [failure], given),
});

const seat = (name: string, pid: number, lock = 'foo', rounds = 1): ArticleSeat => ({
  name,
  pid,
  lock,
  rounds,
});

/** The article's lock beside the recipe. */
export const lockMyths: readonly Myth[] = [
  lockMyth({
    id: 'X05-two-holders',
    title: 'Two holders in the plainest run',
    promise: 'Whoever is not first waits until those before it have released.',
    scope: 'A (pid 100) and B (pid 200), in this order, one lock, no faults',
    claims: ['C37', 'C39'],
    runs: ['L2'],
    seats: [seat('A', 100), seat('B', 200)],
    failure: 'twoHolders',
  }),
  lockMyth({
    id: 'X05-two-told',
    title: 'A late-comer that sorts first',
    promise: 'The lowest number owns the lock.',
    scope: 'A (pid 999) and B (pid 1000), in this order, one lock, no faults',
    claims: ['C35'],
    runs: ['L3'],
    seats: [seat('A', 999), seat('B', 1000)],
    failure: 'twoHolders',
  }),
  lockMyth({
    id: 'X05-three-inside',
    title: 'Everybody inside',
    promise: 'One process at a time.',
    scope: 'three processes, in order, one lock, no faults',
    claims: ['C45'],
    runs: ['L10'],
    seats: [seat('A', 100), seat('B', 200), seat('C', 300)],
    failure: 'threeInside',
  }),
  lockMyth({
    id: 'X05-stranger',
    title: 'Waiting for another lock',
    promise: 'Locks of different names have nothing to do with each other.',
    scope: 'A wants alpha and B wants zebra, in this order, no faults',
    claims: ['C36'],
    runs: ['L4'],
    seats: [seat('A', 100, 'alpha'), seat('B', 200, 'zebra')],
    failure: 'stranger',
  }),
  lockMyth({
    id: 'X05-hang',
    title: 'A release locks the waiter out',
    promise: 'A release lets the next one in.',
    scope: 'A (pid 100) and B (pid 200), in this order, one lock, no faults',
    claims: ['C38'],
    runs: ['L5'],
    seats: [seat('A', 100), seat('B', 200)],
    failure: 'hang',
  }),
  lockMyth({
    id: 'X05-freed-by-taking',
    title: 'Freed when the lock is taken again',
    promise: 'A waiter is freed by a release.',
    scope: 'A (pid 100) takes the lock twice, B (pid 200) once, no faults',
    claims: ['C38'],
    runs: ['L5'],
    seats: [seat('A', 100, 'foo', 2), seat('B', 200)],
    failure: 'freedByTaking',
  }),
  lockMyth({
    id: 'X05-freed-by-stranger',
    title: 'Held up and freed by another lock',
    promise: 'Only a release of the same lock frees a waiter.',
    scope: 'A and B want foo, C wants zzz, in this order, no faults',
    claims: ['C36', 'C38'],
    runs: ['L6'],
    seats: [seat('A', 100), seat('B', 200), seat('C', 300, 'zzz')],
    failure: 'freedByTaking',
  }),
  lockMyth({
    id: 'X05-theft',
    title: 'A process that never held the lock releases it',
    promise: 'A release frees one’s own lock.',
    scope: 'A and B on two hosts, both with pid 1, one lock, no faults',
    claims: ['C33', 'C44'],
    runs: ['L8'],
    seats: [seat('A', 1), seat('B', 1)],
    failure: 'theft',
  }),
  lockMyth({
    id: 'X05-litter',
    title: 'The lock of the dead stays',
    promise: 'The znode goes with the session that made it.',
    scope: 'A and B, in this order, one crash',
    claims: ['C34'],
    runs: ['L7', 'K1'],
    seats: [seat('A', 100), seat('B', 200)],
    failure: 'litter',
    given: { budget: { crashes: 1 } },
  }),
  lockMyth({
    id: 'X05-locked-out',
    title: 'Locked out by one’s own former life',
    promise: 'A process can take the lock again after a crash.',
    scope: 'A alone, one crash, one restart with the same process id',
    claims: ['C33', 'C45'],
    runs: ['L8'],
    seats: [seat('A', 1)],
    failure: 'refusal',
    given: { budget: { crashes: 1, restarts: 1 } },
  }),
  lockMyth({
    id: 'X05-fresh-ensemble',
    title: 'No lock on a fresh ensemble',
    promise: 'It works on a fresh ensemble.',
    scope: 'A alone, an empty tree, no faults',
    claims: ['C43'],
    runs: ['L1'],
    seats: [seat('A', 100)],
    failure: 'refusal',
    given: { made: [] },
  }),
  lockMyth({
    id: 'X05-slash',
    title: 'No lock whose name has a slash',
    promise: 'A lock may have any name.',
    scope: 'A alone wants a/b, no faults',
    claims: ['C43'],
    runs: ['L9'],
    seats: [seat('A', 100, 'a/b')],
    failure: 'refusal',
  }),
];
