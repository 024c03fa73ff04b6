/**
 * A server on Node: real sockets, a real disk, real time.
 *
 * @packageDocumentation
 */
export type { PeerOptions, RunningServer, ServerOptions } from './options.ts';
export { startServer } from './start-server.ts';
