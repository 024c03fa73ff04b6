import type { ServerId } from './ids.ts';
import type { Mutant, Property, WorldView } from './property.ts';
import type { Protocol, Shape } from './protocol.ts';
import type { ServerSet } from './quorum/system.ts';

/**
 * Draws a whole number from 0 to `bound - 1` for a purpose. Equal seeds give equal numbers for
 * equal purposes, whatever else was drawn before, so that a change in one place moves no other.
 */
export type Draw = (purpose: string, bound: number) => number;

/** A command and the server it is given to. */
export interface Assignment<S extends Shape> {
  readonly server: ServerId;
  readonly command: S['command'];
}

/** Everything that a simulator, an explorer or the lab must know of a protocol besides its core. */
export interface Subject<S extends Shape> {
  readonly protocol: Protocol<S>;
  readonly properties: readonly Property<S>[];
  readonly mutants: readonly Mutant<S>[];
  /** The configuration that a scenario gets when it names none. */
  readonly defaultConfig: S['config'];
  /** A random configuration with the given number of initial members and of spare servers. */
  drawConfig(draw: Draw, members: number, spares: number): S['config'];
  /** What a client writes: the n-th write of a run. */
  write(nth: number): S['command'];
  /** What a client reads with, linearizably. */
  read(): S['command'];
  /** A random command of a client or an operator that fits the world as it is, or none. */
  drawCommand(draw: Draw, nth: number, world: WorldView<S>): Assignment<S> | null;
  /** Where a client turns after this answer: the leader it names, or `null` to leave it at that. */
  redirect(answer: S['answer']): ServerId | null;
  /** Whether the answer tells the client that its command took effect. */
  succeeded(answer: S['answer']): boolean;
  /** The role of a server in one word: `leader`, `follower`, … */
  roleOf(state: S['state']): string;
  /** Whether the server orders commands: elected, and done with whatever comes before it may. */
  leads(state: S['state']): boolean;
  /** Term, epoch or ballot, as a number for the eye. */
  epochOf(state: S['state']): number;
  /**
   * Whether the given servers alone must be able to go on once all faults among them have healed:
   * a quorum of every configuration that may be in force.
   */
  sufficesToProgress(world: WorldView<S>, servers: ServerSet): boolean;
}
