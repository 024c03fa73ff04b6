import { parseArgs } from 'node:util';
import { type Log, type LogFields, silentLog } from '@menagerie/server';
import { ConfigError } from './config/errors.ts';
import { startServer } from './node-server.ts';
import type { PeerOptions, RunningServer, ServerOptions } from './options.ts';

/** What a process writes down. */
interface ProcessLog extends Log {
  /** It cannot go on. */
  fatal(fields: LogFields, message: string): void;
}

/** The world around a server process. */
export interface MainIo {
  /** Where `--help` and mistakes go. @default standard output and standard error */
  readonly say?: (text: string) => void;
  readonly complain?: (text: string) => void;
  /** Resolves when the server is to end; asked before anybody hears that it listens. @default SIGTERM or SIGINT */
  readonly untilEnd?: () => Promise<string>;
  /** @default those of the process */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Called once it listens. */
  readonly started?: (server: RunningServer) => void;
}

const HELP = `Usage: menagerie-server [zoo.cfg] [options]

Runs one server until SIGTERM or Ctrl-C. What is said here counts more than what the file says.

  --core zab|raft|paxos   the protocol below, the same on all servers
  --host ADDRESS          where clients are taken
  --port PORT             for clients; 0 for any that is free
  --data DIRECTORY        its disk; without, it forgets everything when it ends
  --self N                which of the peers it is, from 0
  --peers HOST:PORT,...   where the servers reach each other, in the order of their numbers
  --tick MS               of session timeouts
  --admin PORT            pages for operators: /readyz, /metrics, /commands
  --log-level LEVEL       trace, debug, info, warn, error or silent (info)
  --audit                 log every change of the tree
  --help                  this text

Each option may be in the environment as well: MENAGERIE_PORT for --port, MENAGERIE_LOG_LEVEL for
--log-level. The command line counts more.

Examples:
  menagerie-server --port 2181 --data ./data
  menagerie-server /etc/zookeeper/zoo.cfg --core raft

Ends with 0 when it was told to end, 1 when it could not start, 2 for a wrong command line.
`;

const OPTIONS = {
  core: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  self: { type: 'string' },
  peers: { type: 'string' },
  tick: { type: 'string' },
  admin: { type: 'string' },
  'log-level': { type: 'string' },
  audit: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Runs a server process: starts one by a `zoo.cfg` or by flags, tells its log what happens, and ends
 * it in order.
 *
 * @param args what stands behind the program's name
 * @returns the exit code: see `--help`
 */
export async function main(args: readonly string[], io: MainIo = {}): Promise<number> {
  const { complain = (text) => process.stderr.write(text), untilEnd = signalled } = io;
  const asked = parsed([...inEnvironment(io.environment ?? process.env), ...args]);
  if (typeof asked === 'string') {
    complain(`${asked}\nSee --help.\n`);
    return 2;
  }
  if (asked.help) {
    (io.say ?? ((text) => process.stdout.write(text)))(HELP);
    return 0;
  }
  const log = await logOf(asked.level);
  const server = await started(asked, log);
  if (server === null) return 1;
  const { clientPort, securePort, adminPort, metricsPort } = server;
  const ports = { clientPort, securePort, adminPort, metricsPort };
  // Who reads that it listens may tell it to end at once.
  const told = untilEnd();
  log.info({ ...ports, pid: process.pid }, 'listening for clients');
  io.started?.(server);
  const signal = await told;
  log.info({ signal }, 'ending');
  await server.close();
  log.info({}, 'ended');
  return 0;
}

/** Who embeds a server does not load a logger, nor does a process that is to say nothing. */
async function logOf(level: Asked['level']): Promise<ProcessLog> {
  if (level === 'silent') return { ...silentLog, fatal: () => {} };
  const { pino } = await import('pino');
  const log: ProcessLog = pino({ level, base: null }, pino.destination({ sync: true }));
  return log;
}

/** What the environment asks for, as arguments: of an option that stands there twice the last counts. */
function inEnvironment(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(OPTIONS).flatMap(([name, { type }]) => {
    const value = environment[`MENAGERIE_${name.toUpperCase().replaceAll('-', '_')}`] ?? '';
    if (value === '') return [];
    if (type === 'string') return [`--${name}=${value}`];
    return value === 'true' ? [`--${name}`] : [];
  });
}

interface Asked {
  readonly help: boolean;
  readonly level: (typeof LEVELS)[number];
  readonly file: string | null;
  readonly options: ServerOptions;
}

/** What a command line asks for, or what is wrong with it. */
function parsed(args: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    });
    const [file = null, ...more] = positionals;
    if (more.length > 0) return `there is one configuration at most, and not ${more.join(' ')}`;
    const { core, host, data, peers, help = false, audit = false } = values;
    return {
      help,
      file,
      level: oneOf('--log-level', values['log-level'] ?? 'info', LEVELS),
      options: {
        ...(core === undefined ? {} : { core: oneOf('--core', core, CORES) }),
        ...(host === undefined ? {} : { host }),
        ...(data === undefined ? {} : { directory: data }),
        ...(peers === undefined ? {} : { peers: peers.split(',').map(peerOf) }),
        ...(audit ? { audit } : {}),
        ...(values.admin === undefined
          ? {}
          : { admin: { port: numberIn('--admin', values.admin) } }),
        ...whole('clientPort', '--port', values.port),
        ...whole('self', '--self', values.self),
        ...whole('tickMs', '--tick', values.tick),
      },
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const CORES = ['zab', 'raft', 'paxos'] as const;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new RangeError(`${flag} is one of ${allowed.join(', ')}`);
  return found;
}

function whole(
  key: 'clientPort' | 'self' | 'tickMs',
  flag: string,
  text: string | undefined,
): ServerOptions {
  if (text === undefined) return {};
  return { [key]: numberIn(flag, text) };
}

function numberIn(flag: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`${flag} is "${text}": write a whole number`);
  return Number(text);
}

function peerOf(text: string): PeerOptions {
  const [, host, port] = /^\[?([^\]]+)\]?:(\d+)$/.exec(text) ?? [];
  if (host === undefined) throw new RangeError(`--peers has "${text}": write host:port`);
  return { host, port: Number(port) };
}

/** `null` if it cannot start; the log has said why. */
async function started(asked: Asked, log: ProcessLog): Promise<RunningServer | null> {
  try {
    return await startServer({ config: asked.file, ...asked.options, log });
  } catch (error) {
    if (error instanceof ConfigError) log.fatal({ code: error.code }, error.message);
    else log.fatal({ err: error }, 'the server cannot start');
    return null;
  }
}

function signalled(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => resolve(signal));
  });
}
