/**
 * A model checker over real protocol cores, a shrinker, and a checker of linearizability.
 *
 * @packageDocumentation
 */
export {};
