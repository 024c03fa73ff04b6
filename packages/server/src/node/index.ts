/**
 * A server on Node: real sockets, a real disk, real time.
 *
 * @packageDocumentation
 */
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
