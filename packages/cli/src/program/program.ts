import { Command, Option } from 'commander';
import { batch, milliseconds, port, servers } from './arguments.ts';

const CODES = `
Ends with 0 when done, 1 when it could not be done or when a check found something, and 2 when the
command line is wrong.`;

const LOCAL = '127.0.0.1:2181';

/** Help for a command: examples, each with what it does. */
function examples(...lines: readonly (readonly [command: string, does: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const rows = lines.map(([command, does]) => `  ${command.padEnd(width)}  ${does}`);
  return `\nExamples:\n${rows.join('\n')}\n${CODES}`;
}

const CORES = ['zab', 'raft', 'paxos'];

function coreOption(): Option {
  return new Option('--core <name>', 'the protocol underneath').choices(CORES).default('zab');
}

function writerOption(): Option {
  return new Option('--core <name>', 'the protocol that wrote it, of ours').choices(CORES);
}

/** All commands. What one of them needs is loaded when it runs. */
export function programOf(): Command {
  const program = new Command('menagerie')
    .description(
      "A coordination server that ZooKeeper's clients talk to, and what one needs around it",
    )
    .addHelpText('after', CODES)
    .enablePositionalOptions()
    .showHelpAfterError('(add --help for what it takes)');
  addDev(program);
  addUp(program);
  addShell(program);
  addStatus(program);
  addLog(program);
  addSnapshot(program);
  addImport(program);
  program.command('serve-for-supervisor', { hidden: true }).action(async () => {
    const { serveForSupervisor } = await import('../ensemble/server-process.ts');
    serveForSupervisor();
  });
  return program;
}

function addDev(program: Command): void {
  program
    .command('dev')
    .description('one server in one process, for development and tests')
    .option('-p, --port <n>', 'for clients; 0 for any that is free', port, 2181)
    .option('--host <address>', 'to listen at', '127.0.0.1')
    .option('--data <dir>', 'keep everything there; without it nothing is kept')
    .addOption(coreOption())
    .addHelpText(
      'after',
      examples(
        ['menagerie dev', 'listens at 127.0.0.1:2181'],
        ['menagerie dev --port 0 --core raft', 'at a free port, which it prints'],
        ['menagerie dev --data ./zk', 'knows after a restart what it knew before'],
      ),
    )
    .action(async ({ data = null, ...options }) => {
      const { dev } = await import('../dev/dev.ts');
      await dev({ data, ...options });
    });
}

function addUp(program: Command): void {
  program
    .command('up')
    .description('an ensemble: several servers, each a process of its own')
    .option('-n, --servers <n>', 'how many', servers, 3)
    .option(
      '-p, --port <n>',
      'of the first, for clients; the next have the next; 0 for any',
      port,
      2181,
    )
    .option('--host <address>', 'to listen at', '127.0.0.1')
    .option('--data <dir>', 'keep everything there; without it nothing is kept')
    .option('--restart', 'start a server again that has ended', false)
    .addOption(coreOption())
    .addHelpText(
      'after',
      examples(
        ['menagerie up', 'three servers at the ports 2181, 2182, 2183'],
        ['menagerie up --servers 5 --core paxos', 'five, on Multi-Paxos'],
        ['menagerie up --data ./zk --restart', 'kill one of them, and see it come back'],
      ),
    )
    .action(async ({ data = null, ...options }) => {
      const { up } = await import('../up/up.ts');
      await up({ data, ...options });
    });
}

function addStatus(program: Command): void {
  program
    .command('status')
    .description('how servers are: by four-letter words, so of Apache ZooKeeper as well')
    .argument('[servers]', 'host:port, several with commas', LOCAL)
    .option('--json', 'one line of JSON for each server', false)
    .addHelpText(
      'after',
      examples(
        ['menagerie status', 'of 127.0.0.1:2181'],
        ['menagerie status zk1:2181,zk2:2181', 'of both; 1 unless both serve'],
      ),
    )
    .action(async (servers, options) => {
      const { status } = await import('../status/status.ts');
      process.exitCode = await status(servers, options);
    });
}

function addLog(program: Command): void {
  program
    .command('log')
    .description("print, check or compare logs, ours or Apache ZooKeeper's")
    .argument('<path>', "a server's directory, or one log file of it")
    .option('--json', 'one line of JSON for each record', false)
    .option('--check', 'read everything, and say what is wrong; 1 if anything is', false)
    .option('--compare <path>', 'say where two logs differ; 1 if they do')
    .option('--from <n>', 'begin with this batch', batch, 1)
    .addOption(writerOption())
    .addHelpText(
      'after',
      examples(
        ['menagerie log ./zk --check', 'whether a server would start with it'],
        ['menagerie log ./zk --core zab --json', 'every record, proposal and request'],
        ['menagerie log /var/lib/zookeeper/version-2/log.1', "one of Apache's"],
      ),
    )
    .action(async (path, { compare = null, core = null, ...options }) => {
      const { log } = await import('../inspect/log.ts');
      process.exitCode = await log(path, { compare, core, ...options });
    });
}

function addSnapshot(program: Command): void {
  program
    .command('snapshot')
    .description("print, check or compare the trees that servers have kept, ours or Apache's")
    .argument('<path>', "a server's directory, or one snapshot of Apache's")
    .option('--json', 'one line of JSON for each znode', false)
    .option('--check', 'read everything, and say what is wrong; 1 if anything is', false)
    .option('--compare <path>', 'say which znodes differ; 1 if any does')
    .addOption(writerOption())
    .addHelpText(
      'after',
      examples(
        ['menagerie snapshot ./zk --core zab', 'all znodes'],
        ['menagerie snapshot /var/lib/zookeeper --json', "those of Apache's, for other programs"],
        ['menagerie snapshot ./zk --core raft --compare /var/lib/zookeeper', 'across both formats'],
      ),
    )
    .action(async (path, { compare = null, core = null, ...options }) => {
      const { snapshot } = await import('../inspect/snapshot.ts');
      process.exitCode = await snapshot(path, { compare, core, ...options });
    });
}

function addImport(program: Command): void {
  program
    .command('import')
    .description("make the data of servers of ours from Apache ZooKeeper's")
    .argument('<dataDir>', "of Apache's server, which should not run")
    .argument('<dir>', 'to make, empty or not there')
    .option('-n, --servers <n>', 'how many servers of ours there are', servers, 1)
    .option('--logs <dataLogDir>', 'where the logs are, if not with the snapshots')
    .addOption(coreOption())
    .addHelpText(
      'after',
      examples(
        ['menagerie import /var/lib/zookeeper ./zk', 'for `menagerie dev --data ./zk`'],
        ['menagerie import /var/lib/zookeeper ./zk --servers 3', 'for `menagerie up --data ./zk`'],
      ),
    )
    .action(async (from, to, { logs = null, ...options }) => {
      const { importData } = await import('../import/import.ts');
      process.exitCode = await importData(from, to, { logs, ...options });
    });
}

function addShell(program: Command): void {
  program
    .command('shell')
    .description('what zkCli does: commands from you, from a script, or one from the command line')
    .argument('[servers]', 'host:port, several with commas, and a chroot behind the last', LOCAL)
    .argument('[command...]', 'one command, instead of asking for them')
    .option('--timeout <ms>', 'of the session, and to connect', milliseconds, 10_000)
    .option('--read-only', 'take a server that only reads, if there is no other', false)
    .option('--auth <identity...>', 'scheme:auth, such as digest:bob:secret', [])
    // What comes behind the servers is the command's.
    .passThroughOptions()
    .addHelpText(
      'after',
      examples(
        ['menagerie shell', 'asks; Tab completes commands and paths'],
        ['menagerie shell 127.0.0.1:2181 ls -R /', 'one command'],
        ['menagerie shell zk1:2181,zk2:2181 < script', 'line by line; 1 if one fails'],
      ),
    )
    .action(async (servers, words, { timeout: timeoutMs, ...options }) => {
      const { shell } = await import('../shell/shell.ts');
      process.exitCode = await shell(servers, words, { timeoutMs, ...options });
    });
}
