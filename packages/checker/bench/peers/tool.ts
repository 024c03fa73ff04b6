import type { PeerModel } from './peer-models.ts';

/** One search of all states of a model. */
export interface Measured {
  readonly distinct: number;
  readonly generated: number;
  /** Seconds of the search by the tool's own clock. */
  readonly seconds: number;
  /** Seconds of processors, by all threads of the tool, start-up apart. */
  readonly processor: number;
}

/** A model checker that can be run on a model, with one worker thread. */
export interface Tool {
  /** With the types that the states have, where there are several. */
  readonly name: string;
  readonly version: string;
  /** Whether it has the model. */
  has(model: PeerModel): boolean;
  /** @throws PeerError `tool-failed` or `unreadable-output` */
  measure(model: PeerModel): Measured;
}
