import type { Exploration, Scope, Shape, Subject } from '@menagerie/contract';
import { ClusterSpace } from '../cluster/cluster-space.ts';
import type { ExploreOptions } from '../explore.ts';
import { protocolNamed } from '../mutants.ts';
import type { Tally } from '../report.ts';
import { Crew, type CrewMemory, type Share } from './crew.ts';
import { SharedBoard } from './shared-board.ts';

/** What one of several threads has done in a scope. */
export interface ScopeShare extends Share {
  readonly reached: readonly string[];
  readonly coreSteps: number;
  readonly namings: number;
}

/**
 * Takes part in a breadth-first search of a scope by several threads; returns when all are done.
 *
 * @param self from 0 on, another one for each thread
 * @throws ExplorerError `invalid-scope`, `impossible-start` or `unknown-mutant`
 */
export function takePart<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  scope: Scope<S>,
  { mutant = null, reductions, properties }: Omit<ExploreOptions<S>, 'order' | 'maxStates'>,
  self: number,
  memory: CrewMemory,
): ScopeShare {
  const space = new ClusterSpace(subject, exploration, scope, {
    protocol: protocolNamed(subject, mutant),
    board: new SharedBoard(memory.board),
    ...(reductions === undefined ? {} : { reductions }),
    ...(properties === undefined ? {} : { properties }),
  });
  const share = new Crew(space, self, memory).run();
  const { coreSteps, namings } = space;
  return { ...share, coreSteps, reached: space.reached(), namings: namings.length };
}

/** What all threads have done together. */
export function together(shares: readonly ScopeShare[]): Tally {
  const sum = (of: (share: ScopeShare) => number): number =>
    shares.reduce((total, share) => total + of(share), 0);
  const found = shares.find((share) => share.found !== null)?.found ?? null;
  const full = shares.some((share) => share.full);
  return {
    status: found !== null ? 'violated' : full ? 'full' : 'exhausted',
    walks: null,
    distinct: sum(({ distinct }) => distinct),
    generated: sum(({ generated }) => generated),
    depth: Math.max(...shares.map(({ depth }) => depth)),
    bytes: Math.max(...shares.map(({ bytes }) => bytes)),
    found,
    reached: [...new Set(shares.flatMap(({ reached }) => reached))].toSorted(),
    coreSteps: sum(({ coreSteps }) => coreSteps),
    namings: shares[0]?.namings ?? 1,
  };
}
