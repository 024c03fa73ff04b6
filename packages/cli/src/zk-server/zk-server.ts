import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { configOf, keepHeapSmall, main, readConfig } from '@menagerie/server/node';
import { CliError, ExitCode } from '../errors.ts';
import { serverEnvironment } from '../program/server-environment.ts';
import { askWord, pairsIn } from '../words/ask.ts';
import { forgetPid, isAlive, keepPid, processIn } from './pid-file.ts';

/** What `zkServer.sh` is asked for. */
export type ZkServerAction =
  | 'start'
  | 'start-foreground'
  | 'stop'
  | 'restart'
  | 'status'
  | 'print-cmd'
  | 'version';

/** What a `zoo.cfg` says that matters here. */
interface Place {
  readonly config: string;
  readonly pidFile: string;
  readonly host: string;
  /** `null` where clients come by TLS only. */
  readonly port: number | null;
}

const PROGRAM = fileURLToPath(new URL('../../bin/menagerie.mjs', import.meta.url));
const POLL_MS = 25;

/** Does what Apache's `zkServer.sh` does, and says it in its words. */
export async function zkServer(
  action: ZkServerAction,
  file: string | null,
  folder: string | null,
): Promise<ExitCode> {
  if (action === 'version') {
    console.log('menagerie, as ZooKeeper 3.9');
    return ExitCode.done;
  }
  const config = configPath(file, folder);
  console.error(`Using config: ${config}`);
  if (action === 'print-cmd') {
    console.log([process.execPath, ...commandFor(config)].join(' '));
    return ExitCode.done;
  }
  // A server may run whose zoo.cfg starts none any more, such as one that the ensemble has let go.
  if (action === 'stop') return await stop(await pidFileOf(config));
  if (action === 'start-foreground') return await foreground(config, () => {});
  const place = await placeOf(config);
  switch (action) {
    case 'start':
      return await start(place);
    case 'restart':
      await stop(place.pidFile);
      return await start(place);
    case 'status':
      return await status(place);
  }
}

/** As Apache's script finds it: in the folder, which `ZOOCFGDIR` names as well. */
function configPath(file: string | null, folder: string | null): string {
  const { ZOOCFG, ZOOCFGDIR } = process.env;
  const name = file ?? ZOOCFG ?? 'zoo.cfg';
  if (isAbsolute(name)) return name;
  const home = folder ?? ZOOCFGDIR;
  if (home !== undefined) return resolve(home, name);
  return resolve(file === null ? join('conf', name) : name);
}

function commandFor(config: string): readonly string[] {
  return [PROGRAM, 'serve-config', config];
}

/** In the dataDir, where harnesses look. */
async function pidFileOf(config: string): Promise<string> {
  const text = await readFile(config, 'utf8').catch((cause: unknown) => {
    const message = `${config} cannot be read: name a file that is there and may be read`;
    throw new CliError('unreadable', message, { cause });
  });
  const { dataDir } = readConfig(text, config);
  return process.env['ZOOPIDFILE'] ?? join(resolve(dataDir), 'zookeeper_server.pid');
}

async function placeOf(config: string): Promise<Place> {
  const { clientPort = 2181, host = '127.0.0.1' } = await configOf(config);
  const pidFile = await pidFileOf(config);
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return { config, pidFile, host: reached, port: clientPort };
}

async function start({ config, pidFile }: Place): Promise<ExitCode> {
  process.stdout.write('Starting zookeeper ... ');
  const running = await processIn(pidFile);
  if (running !== null) {
    console.log(`already running as process ${running}.`);
    return ExitCode.failed;
  }
  await mkdir(dirname(pidFile), { recursive: true });
  const logFile = join(process.env['ZOO_LOG_DIR'] ?? dirname(pidFile), 'zookeeper.log');
  await mkdir(dirname(logFile), { recursive: true });
  const log = await open(logFile, 'a');
  const child = spawn(process.execPath, commandFor(config), {
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
    env: serverEnvironment(),
  });
  await log.close();
  const ended = once(child, 'exit').then(() => false);
  const listens = once(child, 'message').then(() => true);
  if (!(await Promise.race([listens, ended]))) {
    console.log('FAILED TO START');
    console.error(`${lastLine(await readFile(logFile, 'utf8'))}\nMore in ${logFile}`);
    return ExitCode.failed;
  }
  await keepPid(pidFile, child.pid ?? 0);
  // It stays when this process ends.
  child.disconnect();
  child.unref();
  console.log('STARTED');
  return ExitCode.done;
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

async function stop(pidFile: string): Promise<ExitCode> {
  process.stdout.write('Stopping zookeeper ... ');
  const pid = await processIn(pidFile);
  if (pid === null) console.log(`no zookeeper to stop (could not find file ${pidFile})`);
  else {
    process.kill(pid, 'SIGTERM');
    while (isAlive(pid)) await sleep(POLL_MS);
    console.log('STOPPED');
  }
  await forgetPid(pidFile);
  return ExitCode.done;
}

async function status({ config, host, port }: Place): Promise<ExitCode> {
  if (port === null) {
    console.log(`${config} has no clientPort, and by TLS no server is asked: name one`);
    return ExitCode.failed;
  }
  console.error(`Client port found: ${port}. Client address: ${host}. Client SSL: false.`);
  const answer = await askWord({ host, port }, 'srvr', null).catch(() => '');
  const mode = pairsIn(answer).get('Mode');
  if (mode === undefined) {
    console.log('Error contacting service. It is probably not running.');
    return ExitCode.failed;
  }
  console.log(`Mode: ${mode}`);
  return ExitCode.done;
}

/** A server by a `zoo.cfg`, for {@link zkServer}: says when it listens. */
export async function serveConfig(config: string): Promise<ExitCode> {
  return await foreground(config, () => {
    if (process.connected) process.send?.('listening');
  });
}

/** A server and nothing else, until it is told to end. */
async function foreground(config: string, listens: () => void): Promise<ExitCode> {
  const started = (): void => {
    keepHeapSmall();
    listens();
  };
  return (await main([config], { started })) === 0 ? ExitCode.done : ExitCode.failed;
}
