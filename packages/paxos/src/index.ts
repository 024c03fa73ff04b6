/**
 * Paxos as pure state machines: the Synod and Multi-Paxos, to be read beside the papers.
 *
 * @packageDocumentation
 */
export {};
