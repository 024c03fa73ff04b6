import type {
  HistoryProperty,
  Monitor,
  Property,
  ServerView,
  Shape,
  StepProperty,
  Subject,
  Violation,
} from '@menagerie/contract';
import { paxosSubject } from '@menagerie/paxos/testing';
import { raftSubject } from '@menagerie/raft/testing';
import { zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { Campaign } from '../src/index.ts';

const SEEDS = 120;

const stepsOf = <S extends Shape>(properties: readonly Property<S>[]): StepProperty<S>[] =>
  properties.flatMap((property) => (property.kind === 'step' ? [property] : []));

/** A monitor of a property that also has whole servers as they were, and notes where these differ. */
function compare<S extends Shape>(
  { schemas }: Subject<S>['protocol'],
  property: StepProperty<S>,
  differences: string[],
): HistoryProperty<S> {
  const { name, source, says, killedBy, start, step } = property;
  const copyOf = ({ id, state, image }: ServerView<S>): ServerView<S> => ({
    id,
    state: state === null ? null : schemas.state.clone(state),
    image: schemas.image.clone(image),
  });
  const told = (found: Violation | null): string => JSON.stringify(found);
  const monitorOf = (inner: Monitor<S>, before: (ServerView<S> | null)[]): Monitor<S> => ({
    observe: (happening, world) => {
      const { server } = happening;
      const judged = step.check(happening, before[server] ?? null, world);
      const found = inner.observe(happening, world);
      if (told(judged) !== told(found))
        differences.push(`${name}: ${told(judged)}, ${told(found)}`);
      const now = world.servers[server];
      before[server] = now === undefined ? null : copyOf(now);
      return found;
    },
    holds: (world) => inner.holds(world),
    clone: () => monitorOf(inner.clone(), [...before]),
    renamed: () => {
      throw new RangeError('a simulation renames nobody');
    },
    encode: (words, permutation) => inner.encode(words, permutation),
  });
  return { name, source, says, killedBy, kind: 'always', start: (c) => monitorOf(start(c), []) };
}

/** Plays seeds until a mistake breaks a property. */
function play<S extends Shape>(
  subject: Subject<S>,
  mutant: string,
  breaks: string,
): { readonly broken: boolean; readonly differences: readonly string[] } {
  const differences: string[] = [];
  const properties = stepsOf(subject.properties).map((property) =>
    compare(subject.protocol, property, differences),
  );
  const campaign = new Campaign({ ...subject, properties }, { mutant, runTwiceEvery: 0 });
  for (let seed = 0; seed < SEEDS; seed += 1) {
    if (campaign.run(seed).violation?.property === breaks) return { broken: true, differences };
  }
  return { broken: false, differences };
}

function describeSubject<S extends Shape>(
  subject: Subject<S>,
  mistakes: readonly (readonly [mutant: string, breaks: string])[],
): void {
  describe(`A step property of ${subject.protocol.name}`, () => {
    it.each(mistakes)('sees %s break %s by marks as by whole servers', (mutant, breaks) => {
      const { broken, differences } = play(subject, mutant, breaks);
      expect(differences).toEqual([]);
      expect(broken).toBe(true);
    });
  });
}

describeSubject(raftSubject, [
  ['R-46', 'State Ordering'],
  ['R-05', 'Committed On Quorum'],
  ['R-18', 'One Change At A Time'],
]);
describeSubject(zabSubject, [
  ['Z-01', 'Promised Durably'],
  ['Z-03', 'Established On Quorum'],
  ['Z-06', 'Commit Consistency'],
  ['Z-29', 'Committed On Quorum'],
  ['Z-10', 'Synchronized Is A Prefix'],
  ['Z-34', 'State Ordering'],
  ['Z-36', 'One Reconfiguration At A Time'],
]);
describeSubject(paxosSubject, [
  ['P-44', 'CommittedOnQuorum'],
  ['P-55', 'State Ordering'],
]);
