/**
 * Zab as simulators, explorers and the lab take it: the core together with its properties, its
 * mutants, and the commands that clients and operators give.
 *
 * @packageDocumentation
 */
export { zabExploration } from './exploration.ts';
export { safetyProperties, zabProperties } from './properties/index.ts';
export { zabRegister } from './register.ts';
export { defaultZabConfig, zabSubject } from './subject.ts';
export {
  type Unexplored,
  zabInexpressible,
  zabUnexplored,
  zabZoo,
} from './zoo/index.ts';
