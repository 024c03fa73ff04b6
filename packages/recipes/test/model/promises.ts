import type { ModelProperty } from '@menagerie/checker';
import type { Behaviours } from './behaviours.ts';
import { PROMISES, type Scope, type Seat, type World } from './world.ts';

/** What every scope promises, and what it promises itself. */
export function promisesOf(scope: Scope, behaviours: Behaviours): ModelProperty<World>[] {
  const { together = (kinds) => kinds.length <= 1, leaves = () => false, endless = [] } = scope;
  const there = ['/', ...(scope.there ?? [])];
  const holding = ({ seats }: World): { seat: Seat; holds: readonly string[] }[] =>
    seats.map((seat, nth) => ({
      seat,
      holds: seat.running ? (behaviours.of(nth, seat.history)?.holds ?? []) : [],
    }));
  const unbroken = (name: string): ModelProperty<World> => ({
    name,
    kind: 'always',
    holds: ({ broken }) => broken !== name,
  });
  return [
    {
      name: PROMISES.exclusion,
      kind: 'always',
      holds: (world) =>
        together(holding(world).flatMap(({ seat, holds }) => (seat.session ? holds : []))),
    },
    {
      name: PROMISES.knows,
      kind: 'always',
      holds: (world) =>
        holding(world).every(({ seat: { link }, holds }) => {
          const isKnown = scope.knows === 'session' ? link === 'over' : link !== 'up';
          return !isKnown || holds.length === 0;
        }),
    },
    unbroken(PROMISES.order),
    unbroken(PROMISES.effects),
    unbroken(PROMISES.herd),
    unbroken(PROMISES.sound),
    {
      name: PROMISES.hang,
      kind: 'final',
      holds: ({ seats }) =>
        seats.every(
          ({ running, history }, nth) =>
            !running || endless.includes(nth) || behaviours.of(nth, history)?.ended !== null,
        ),
    },
    {
      name: PROMISES.orphan,
      kind: 'final',
      holds: ({ tree }) => {
        const left = Object.keys(tree.znodes).filter(
          (path) => !there.includes(path) && tree.znodes[path]?.container !== true,
        );
        return left.length === 0 || leaves(left);
      },
    },
    {
      name: 'somebody is granted something',
      kind: 'sometimes',
      holds: ({ grants }) => grants.length > 0,
    },
    ...(scope.properties ?? []),
  ];
}
