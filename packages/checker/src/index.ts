/**
 * A model checker over real protocol cores, a shrinker, and a checker of linearizability.
 *
 * @packageDocumentation
 */

// Histories: linearizability and sequential consistency.
export { CheckerError, type CheckerErrorCode } from './errors.ts';
// The explorer: every world of a scope, over real cores or over small models.
export type { Reductions } from './explorer/cluster/options.ts';
export { ExplorerError, type ExplorerErrorCode } from './explorer/errors.ts';
export { type BreakingRun, type ExploreOptions, Explorer } from './explorer/explore.ts';
export { type Model, ModelSpace, type ModelStep } from './explorer/model.ts';
export type { ModelProperty } from './explorer/promises.ts';
export { reportText, type ScopeReport } from './explorer/report.ts';
export { type NextRows, type RowModel, RowSpace } from './explorer/row-model.ts';
export {
  type Found,
  Search,
  type SearchOptions,
  type SearchStatus,
} from './explorer/search.ts';
export type { SearchOrder, Space, Visitor } from './explorer/space.ts';
export { StateTable } from './explorer/state-table.ts';
export { Swarm, type SwarmOptions, swarm } from './explorer/swarm.ts';
export { killZoo, type ZooRow } from './explorer/zoo.ts';
export {
  type CheckOptions,
  checkLinearizability,
  checkSequentialConsistency,
  type Verdict,
} from './linearizability/check.ts';
export type { Counterexample } from './linearizability/counterexample.ts';
export { historyOf, type Processes } from './linearizability/from-run.ts';
export type { History, Operation, Outcome } from './linearizability/history.ts';
export type { SequentialModel, Step } from './linearizability/model.ts';
export {
  type KeyValueInput,
  type KeyValueOutput,
  type KeyValueState,
  keyValueModel,
} from './linearizability/models/key-value.ts';
export {
  type LockInput,
  type LockOutput,
  type LockState,
  lockModel,
} from './linearizability/models/lock.ts';
export {
  type QueueInput,
  type QueueOutput,
  type QueueState,
  queueModel,
} from './linearizability/models/queue.ts';
export {
  type RegisterInput,
  type RegisterOutput,
  type RegisterValue,
  registerModel,
} from './linearizability/models/register.ts';
export {
  type Znode,
  type ZnodeError,
  type ZnodeInput,
  type ZnodeOutput,
  type ZnodeState,
  znodeModel,
} from './linearizability/models/znode.ts';
export {
  type Picture,
  pictureOf,
  type Row,
  type Span,
  type SpanRole,
} from './linearizability/picture.ts';
export type { Condition } from './linearizability/problem.ts';
export { pictureToSvg } from './linearizability/svg.ts';
export type { Placement } from './linearizability/witness.ts';
// Shrinking failing runs.
export { type ExplorerSearchOptions, explorerSearch } from './shrinker/explorer-search.ts';
export type { Length } from './shrinker/hunt.ts';
export {
  Shrinker,
  type ShrinkOptions,
  type ShrinkPhase,
  type ShrinkProgress,
  type Shrunk,
  shrink,
} from './shrinker/shrink.ts';
