export { paxosKernel } from './paxos.ts';
export { raftKernel } from './raft.ts';
export { zabKernel } from './zab.ts';
