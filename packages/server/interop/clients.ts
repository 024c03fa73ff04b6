import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CLIENTS_FOLDER } from './apache.ts';

/** How a client's scripted session is run. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A client of others, unmodified, and the session that it has with a server. */
export interface Client {
  readonly name: string;
  /** How to get it. */
  readonly from: string;
  /** On these servers; `null` where the client is not installed. */
  command(hosts: string): Command | null;
}

/** How to get those that are missing. */
export const HOW_TO_GET_CLIENTS =
  'run packages/server/interop/install.sh, with MENAGERIE_CLIENTS naming a folder, here as there';

const script = (...path: readonly string[]): string =>
  join(import.meta.dirname, 'clients', ...path);

function command(file: string, args: readonly string[], env: Record<string, string> = {}): Command {
  return { file, args, env };
}

function client(name: string, from: string, made: (at: string, hosts: string) => Command): Client {
  const at = join(CLIENTS_FOLDER ?? '', name === 'zkcli' ? 'java' : name);
  const there = CLIENTS_FOLDER !== null && existsSync(at);
  return { name, from, command: (hosts) => (there ? made(at, hosts) : null) };
}

/** A script beside kazoo's session. @param at where kazoo is */
export function kazooOf(at: string, name: string, hosts: string): Command {
  const path = [at, process.env['PYTHONPATH'] ?? ''].filter((part) => part !== '');
  return command('python3', [script('kazoo', name), hosts], { PYTHONPATH: path.join(delimiter) });
}

/** A source beside the Java client's session. @param at where its jars are */
export function javaOf(at: string, name: string, hosts: string): Command {
  return java(at, script('java', name), hosts);
}

/** All jars of a folder, and a source that Java compiles as it starts. */
function java(at: string, source: string, hosts: string): Command {
  // The second stage of the compiler costs more than it brings in so short a life.
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', join(at, '*')];
  return command('java', [...flags, source, hosts]);
}

export const CLIENTS: readonly Client[] = [
  client('kazoo', 'PyPI: kazoo', (at, hosts) => kazooOf(at, 'session.py', hosts)),
  client('java', 'Maven: org.apache.zookeeper:zookeeper', (at, hosts) =>
    javaOf(at, 'Session.java', hosts),
  ),
  // Among the jars of the Java client.
  client('zkcli', 'Maven: org.apache.zookeeper:zookeeper', (at, hosts) =>
    command(process.execPath, [script('zkcli', 'session.mjs'), hosts, at]),
  ),
  client('curator', 'Maven: org.apache.curator:curator-x-discovery', (at, hosts) =>
    java(at, script('curator', 'Session.java'), hosts),
  ),
  client('c', "Debian's libzookeeper-mt-dev", (at, hosts) => command(join(at, 'session'), [hosts])),
  client('node-zookeeper-client', 'npm: node-zookeeper-client', (at, hosts) =>
    command(process.execPath, [script('node-zookeeper-client', 'session.mjs'), hosts, at]),
  ),
  client('zookeeper', 'npm: zookeeper', (at, hosts) =>
    command(process.execPath, [script('zookeeper', 'session.mjs'), hosts, at]),
  ),
  client('go-zookeeper', 'github.com/go-zookeeper/zk', (at, hosts) =>
    command(join(at, 'session'), [hosts]),
  ),
];
