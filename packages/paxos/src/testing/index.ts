/**
 * Paxos as simulators, explorers and the lab take it: the cores together with their properties,
 * their mutants, and the commands that clients and operators give.
 *
 * @packageDocumentation
 */
export { paxosInexpressible } from './inexpressible.ts';
export { type LivenessMistake, paxosLiveness } from './liveness.ts';
export { paxosExploration } from './multi/exploration.ts';
export { paxosProperties, paxosSafetyProperties } from './multi/properties/index.ts';
export { paxosRegister } from './multi/register.ts';
export { defaultPaxosConfig, paxosSubject } from './multi/subject.ts';
export { paxosZoo } from './multi/zoo/index.ts';
export { synodExploration } from './synod/exploration.ts';
export { agreementOfPresentVotes } from './synod/present-votes.ts';
export { synodProperties, synodSafetyProperties } from './synod/properties/index.ts';
export { defaultSynodConfig, synodSubject } from './synod/subject.ts';
export { synodZoo } from './synod/zoo.ts';
