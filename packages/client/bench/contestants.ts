import { createRequire } from 'node:module';
import { join } from 'node:path';
import { connect } from '@menagerie/client/node';
import { bareSocket } from './bare-socket.ts';

/** A client under test. */
export interface Contestant {
  get(path: string): Promise<unknown>;
  set(path: string, data: Buffer): Promise<unknown>;
  close(): void;
}

type Callback = (error: Error | null) => void;

/** What is used here of node-zookeeper-client. */
interface PeerClient {
  once(event: 'connected', listener: () => void): void;
  connect(): void;
  close(): void;
  getData(path: string, done: Callback): void;
  setData(path: string, data: Buffer, version: number, done: Callback): void;
}

/** What is used here of the native `zookeeper`. */
interface NativeClient {
  connect(options: object, done: (error: Error | null) => void): void;
  get(path: string, watch: boolean): Promise<unknown>;
  set(path: string, data: Buffer, version: number): Promise<unknown>;
  close(): void;
}

const require = createRequire(import.meta.url);

async function ours(address: string): Promise<Contestant> {
  const client = await connect(address, { sessionTimeoutMs: 30_000 });
  return {
    get: (path) => client.get(path),
    set: (path, data) => client.set(path, data),
    close: () => void client.close(),
  };
}

async function peer(address: string): Promise<Contestant> {
  const { createClient } = require('node-zookeeper-client') as {
    createClient(address: string): PeerClient;
  };
  const client = createClient(address);
  await new Promise<void>((resolve) => {
    client.once('connected', resolve);
    client.connect();
  });
  const promised = (act: (done: Callback) => void): Promise<void> =>
    new Promise((resolve, reject) =>
      act((error) => (error === null || error === undefined ? resolve() : reject(error))),
    );
  return {
    get: (path) => promised((done) => client.getData(path, done)),
    set: (path, data) => promised((done) => client.setData(path, data, -1, done)),
    close: () => client.close(),
  };
}

/** Where the native one is installed, for it has to be compiled; `null` for nowhere. */
export const NATIVE_FOLDER = process.env['MENAGERIE_CLIENTS'] ?? null;

async function native(address: string): Promise<Contestant> {
  const from = createRequire(join(NATIVE_FOLDER ?? '.', 'zookeeper', 'any.js'));
  const { Promise: Native } = from('zookeeper') as {
    Promise: new (options: object) => NativeClient;
  };
  const options = { connect: address, timeout: 30_000, debug_level: 2 };
  const client = new Native(options);
  await new Promise<void>((resolve, reject) => {
    client.connect(options, (error) => (error === null ? resolve() : reject(error)));
  });
  return {
    get: (path) => client.get(path, false),
    set: (path, data) => client.set(path, data, -1),
    close: () => client.close(),
  };
}

/** By the names under which they are given out; the first is whom the others are compared with. */
export const CONTESTANTS: ReadonlyMap<string, (address: string) => Promise<Contestant>> = new Map([
  ['@menagerie/client', ours],
  ['node-zookeeper-client', peer],
  ['zookeeper (native)', native],
  ['a bare socket', bareSocket],
]);
