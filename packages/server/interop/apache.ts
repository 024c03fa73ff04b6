import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** How to get what is missing. */
export const HOW_TO_GET =
  "Apache's server needs Java on the PATH (or JAVA_HOME), and the Java client of install.sh, or " +
  "Debian's package `zookeeper`, or the environment variable ZOOKEEPER_CLASSPATH with the jars of " +
  'another release.';

/** Where `install.sh` put the clients of others; `null` where nobody says. */
export const CLIENTS_FOLDER = process.env['MENAGERIE_CLIENTS'] ?? null;

/** Apache's server, as it can be started here. */
export interface Installed {
  readonly java: string;
  readonly classpath: string;
}

/** Where Debian's packages put jars. */
const DEBIAN_JARS = '/usr/share/java';

/** Without the many jars that the server can do without. */
const NEEDED = /^(zookeeper(-jute)?|netty-.*|slf4j-(api|nop)|snappy-java|metrics-core)\.jar$/;

/** What of it is installed; `null` where something is missing. */
export function findApache(): Installed | null {
  const { JAVA_HOME, PATH = '', ZOOKEEPER_CLASSPATH } = process.env;
  const folders = JAVA_HOME === undefined ? PATH.split(delimiter) : [join(JAVA_HOME, 'bin')];
  const java = folders.map((folder) => join(folder, 'java')).find((path) => existsSync(path));
  const classpath = ZOOKEEPER_CLASSPATH ?? jarsOfClient() ?? debianClasspath();
  return java === undefined || classpath === null ? null : { java, classpath };
}

/** The Java client's jars have the server as well. */
function jarsOfClient(): string | null {
  const folder = CLIENTS_FOLDER === null ? null : join(CLIENTS_FOLDER, 'java');
  return folder !== null && existsSync(folder) ? join(folder, '*') : null;
}

function debianClasspath(): string | null {
  if (!existsSync(join(DEBIAN_JARS, 'zookeeper.jar'))) return null;
  const names = readdirSync(DEBIAN_JARS).filter((name) => NEEDED.test(name));
  return names.map((name) => join(DEBIAN_JARS, name)).join(delimiter);
}

/** A server of Apache's that runs. */
export interface ApacheServer {
  readonly clientPort: number;
  close(): Promise<void>;
}

/** How to start one. */
export interface ApacheOptions {
  /** @default 2000 */
  readonly tickMs?: number;
  /** For its pages; null for none. @default null */
  readonly adminPort?: number | null;
  /** Who may authenticate by SASL, with the password; null for nobody. @default null */
  readonly users?: Readonly<Record<string, string>> | null;
  /** Lines of its zoo.cfg. @default [] */
  readonly lines?: readonly string[];
  /** Which of an ensemble it is, from 1, and the two ports of each member. @default null */
  readonly member?: {
    readonly id: number;
    readonly ports: readonly (readonly [number, number])[];
    /** Those that do not vote. @default [] */
    readonly observers?: readonly number[];
  } | null;
}

/** Starts one, alone or as a member, with an empty disk of its own. It answers from some moment after. */
export async function startApache(
  { java, classpath }: Installed,
  { tickMs = 2000, adminPort = null, member = null, users = null, lines = [] }: ApacheOptions = {},
): Promise<ApacheServer> {
  const directory = await mkdtemp(join(tmpdir(), 'menagerie-interop-'));
  const clientPort = await freePort();
  const config = join(directory, 'zoo.cfg');
  const roleOf = (id: number): string =>
    member?.observers?.includes(id) === true ? ':observer' : '';
  await writeFile(
    config,
    [
      `tickTime=${tickMs}`,
      `dataDir=${join(directory, 'data')}`,
      `clientPort=${clientPort}`,
      'clientPortAddress=127.0.0.1',
      'maxClientCnxns=0',
      `admin.enableServer=${adminPort !== null}`,
      ...(adminPort === null ? [] : [`admin.serverPort=${adminPort}`]),
      'extendedTypesEnabled=true',
      '4lw.commands.whitelist=*',
      'initLimit=20',
      'syncLimit=10',
      ...lines,
      ...(member?.ports ?? []).map(
        ([peers, election], at) =>
          `server.${at + 1}=127.0.0.1:${peers}:${election}${roleOf(at + 1)}`,
      ),
      '',
    ].join('\n'),
  );
  if (member !== null) {
    await mkdir(join(directory, 'data'));
    await writeFile(join(directory, 'data', 'myid'), String(member.id));
  }
  const properties = [
    // Nothing here outlives the test, so nothing need be durable.
    'zookeeper.forceSync=no',
    'zookeeper.snapCount=100000000',
    // Otherwise containers go by the clock, in the middle of a sequence.
    'znode.container.checkIntervalMs=2000000000',
  ];
  if (users !== null) {
    const jaas = join(directory, 'jaas.conf');
    await writeFile(jaas, jaasOf(users));
    properties.push(
      'zookeeper.authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider',
    );
    properties.push(`java.security.auth.login.config=${jaas}`);
  }
  const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
  const flags = properties.map((property) => `-D${property}`);
  const child = spawn(java, ['-Xmx512m', ...flags, '-cp', classpath, main, config], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    clientPort,
    close: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A JAAS file, as servers take it. */
function jaasOf(users: Readonly<Record<string, string>>): string {
  const all = Object.entries(users).map(([name, password]) => `user_${name}="${password}"`);
  const module = 'org.apache.zookeeper.server.auth.DigestLoginModule required';
  return `Server { ${module} ${all.join(' ')}; };\n`;
}

/** One that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
