/**
 * Zab as a pure state machine: election, discovery, synchronization, broadcast, to be read beside the paper.
 *
 * @packageDocumentation
 */
export {};
