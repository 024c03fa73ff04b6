import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import {
  type ClientOptions,
  type Credential,
  isKeeperError,
  type WatchEvent,
} from '@menagerie/client';
import { connect, type TlsOptions } from '@menagerie/client/node';
import { CliError, ExitCode } from '../errors.ts';
import { givenTo, type ShellContext } from './command.ts';
import { commands, helpText } from './commands/index.ts';
import { completionsOf } from './complete.ts';
import { hex } from './show.ts';
import { ShellError, sayingOf } from './trouble.ts';
import { wordsIn } from './words.ts';

/** Of `menagerie shell`. */
export interface ShellOptions {
  readonly timeoutMs: number;
  readonly readOnly: boolean;
  readonly auth: readonly string[];
  /** `null` for plain TCP. */
  readonly tls: TlsOptions | null;
}

const HISTORY_FILE = join(homedir(), '.menagerie_history');
const MOST_HISTORY = 500;
const SASL = 'sasl';

/** Commands from a person, from a script on standard input, or one from the command line. */
export async function shell(
  servers: string,
  words: readonly string[],
  { timeoutMs, readOnly, auth, tls }: ShellOptions,
): Promise<ExitCode> {
  const zk = await connect(servers, {
    sessionTimeoutMs: timeoutMs,
    connectWithinMs: timeoutMs,
    readOnly,
    ...(tls === null ? {} : { tls }),
    ...identityIn(auth.map(credentialIn)),
  }).catch((cause: Error) => {
    const isThere = !isKeeperError(cause, 'unreachable');
    const hint = isThere ? '' : '. Is a server running there? `menagerie dev` starts one';
    throw new CliError('unreachable', `${cause.message}${hint}`, { cause });
  });
  try {
    const session = new Shell(zk, servers);
    if (words.length > 0) return (await session.carryOut(words)) ? 0 : ExitCode.failed;
    return process.stdin.isTTY ? await session.talk() : await session.script();
  } finally {
    // One that nobody has closed would keep the process.
    process.stdin.destroy();
    await zk.close();
  }
}

/** What proves who the client is: a user of SASL logs in, all else is said as it is. */
function identityIn(credentials: readonly Credential[]): Pick<ClientOptions, 'auth' | 'sasl'> {
  const auth = credentials.filter(({ scheme }) => scheme !== SASL);
  const [login, ...more] = credentials.filter(({ scheme }) => scheme === SASL);
  if (login === undefined) return { auth };
  const [, user, password] = /^([^:]+):(.*)$/s.exec(String(login.auth)) ?? [];
  if (user === undefined || password === undefined || more.length > 0) {
    const message = 'for SASL there is one user: write sasl:user:password, such as sasl:bob:secret';
    throw new CliError('invalid-argument', message);
  }
  return { auth, sasl: { user, password } };
}

function credentialIn(text: string): Credential {
  const colon = text.indexOf(':');
  if (colon < 1) {
    const message = `"${text}" is no identity: write scheme:auth, such as digest:bob:secret`;
    throw new CliError('invalid-argument', message);
  }
  return { scheme: text.slice(0, colon), auth: text.slice(colon + 1) };
}

class Shell {
  readonly #context: ShellContext;
  readonly #history: string[] = [];
  #printsWatches = true;
  #ended = false;

  constructor(zk: ShellContext['zk'], servers: string) {
    this.#context = {
      zk,
      servers,
      history: this.#history,
      print: (text) => console.log(text),
      watcher: (event) => this.#tell(event),
      setPrintWatches: (on) => {
        this.#printsWatches = on;
      },
      again: async (line) => {
        await this.carryOut(wordsIn(line));
      },
    };
  }

  /** Line by line, however many fail: what a shell script would do. */
  async script(): Promise<ExitCode> {
    let allDone = true;
    for await (const line of createInterface(process.stdin)) {
      if (!(await this.#line(line))) allDone = false;
      if (this.#ended) break;
    }
    return allDone ? ExitCode.done : ExitCode.failed;
  }

  /** With a person. */
  async talk(): Promise<ExitCode> {
    const before = await readFile(HISTORY_FILE, 'utf8').catch(() => '');
    const known = before.split('\n').filter(Boolean).reverse();
    const { zk, servers } = this.#context;
    console.log(
      `Connected to ${servers}, session ${hex(zk.sessionId)}. \`help\` lists the commands.`,
    );
    const asking = createInterface({
      input: process.stdin,
      output: process.stdout,
      history: known,
      historySize: MOST_HISTORY,
      completer: (line: string, tell: (error: null, found: [string[], string]) => void) => {
        void completionsOf(zk, line).then((found) => tell(null, found));
      },
    });
    asking.on('history', (lines) => {
      // Without what is secret.
      const kept = lines.filter((line) => !/^\s*addauth\b/.test(line)).reverse();
      void writeFile(HISTORY_FILE, `${kept.join('\n')}\n`, { mode: 0o600 }).catch(() => null);
    });
    await this.#ask(asking);
    return ExitCode.done;
  }

  /** Whether a command was carried out; what it has to say is printed. */
  async carryOut(words: readonly string[]): Promise<boolean> {
    const [name = '', ...others] = words;
    try {
      await this.#run(name, others);
      return true;
    } catch (error) {
      const saying = sayingOf(error);
      if (saying === null) throw error;
      console.error(saying);
      return false;
    }
  }

  async #ask(asking: Interface): Promise<void> {
    asking.setPrompt('menagerie> ');
    asking.prompt();
    for await (const line of asking) {
      await this.#line(line);
      if (this.#ended) break;
      asking.prompt();
    }
    asking.close();
  }

  async #line(line: string): Promise<boolean> {
    const words = wordsIn(line);
    if (words.length === 0 || line.trimStart().startsWith('#')) return true;
    this.#history.push(line);
    return await this.carryOut(words);
  }

  async #run(name: string, others: readonly string[]): Promise<void> {
    switch (name) {
      case 'quit':
      case 'close':
        this.#ended = true;
        return;
      case 'help':
        this.#context.print(helpText());
        return;
    }
    const command = commands.get(name);
    if (name.startsWith('-')) {
      throw new ShellError(`${name} is no command: options stand before the servers`);
    }
    if (command === undefined) {
      throw new ShellError(`there is no command ${name}: \`help\` lists them`);
    }
    // The flags in a multi are those of its parts.
    const given =
      name === 'multi' ? { ...givenTo(command, ['x']), rest: others } : givenTo(command, others);
    await command.run(this.#context, given);
  }

  #tell(event: WatchEvent): void {
    if (!this.#printsWatches) return;
    console.log(`\nWATCHER::\n\nWatchedEvent ${eventText(event)}`);
  }
}

/** As zkCli names them. */
const NAMES = {
  created: 'NodeCreated',
  deleted: 'NodeDeleted',
  'data-changed': 'NodeDataChanged',
  'children-changed': 'NodeChildrenChanged',
};

function eventText(event: WatchEvent): string {
  switch (event.type) {
    case 'gap':
      return 'state:SyncConnected type:None path:null (events may be missing)';
    case 'ended':
      return `state:${event.state === 'expired' ? 'Expired' : 'Closed'} type:None path:null`;
    default:
      return `state:SyncConnected type:${NAMES[event.type]} path:${event.path}`;
  }
}
