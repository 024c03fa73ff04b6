/** A server of the cluster, `0` to `servers - 1`. Names and addresses live in the driver. */
export type ServerId = number;

/** Chosen by the driver, one per command; the core only hands it back in the answer. */
export type RequestId = number;

/** Position of an event in its trace, from 0. */
export type EventId = number;
