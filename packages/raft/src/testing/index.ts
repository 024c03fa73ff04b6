/**
 * Raft as simulators, explorers and the lab take it: the core together with its properties, its
 * mutants, and the commands that clients and operators give.
 *
 * @packageDocumentation
 */
export { raftExploration } from './exploration.ts';
export { type Harmless, raftHarmless } from './harmless.ts';
export { raftInexpressible } from './inexpressible.ts';
export { raftProperties, safetyProperties } from './properties/index.ts';
export { raftRegister } from './register.ts';
export { defaultRaftConfig, raftSubject } from './subject.ts';
export { raftZoo } from './zoo/index.ts';
