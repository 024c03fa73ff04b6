/**
 * A server on Node: real sockets, a real disk, real time.
 *
 * @packageDocumentation
 */
export { type ConfiguredOptions, configOf } from './config/config-of.ts';
export {
  ConfigError,
  type ConfigErrorCode,
  type ConfigPlace,
  type ConfigWarning,
} from './config/errors.ts';
export type { ServerSpec } from './config/server-spec.ts';
export { readConfig, type ZooConfig } from './config/zoo-config.ts';
export type { Cut } from './cuts.ts';
export type { DoorOptions } from './gateway/door.ts';
export type { GatewayOptions } from './gateway/gateway.ts';
export {
  openPlayground,
  type Playground,
  type PlaygroundEnsemble,
  type PlaygroundMember,
} from './gateway/playground.ts';
export { type KeptPlaces, keptPlaces } from './kept-places.ts';
export { keptTree, type PlantOptions, plantTree } from './kept-tree.ts';
export { type MainIo, main } from './main.ts';
export { startServer } from './node-server.ts';
export type {
  PeerOptions,
  RunningServer,
  SaslOptions,
  SecureOptions,
  ServerOptions,
  Space,
} from './options.ts';
export type { PeerTls } from './peers/peers-parts.ts';
export { keepHeapSmall } from './small-heap.ts';
export type { TlsMaterial } from './tls/material.ts';
export type { Renewals } from './tls/renewals.ts';
