import { Command, Option } from 'commander';
import { port, servers } from './arguments.ts';

const CODES = `
Ends with 0 when done, 1 when it could not be done or when a check found something, and 2 when the
command line is wrong.`;

/** Help for a command: examples, each with what it does. */
function examples(...lines: readonly (readonly [command: string, does: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const rows = lines.map(([command, does]) => `  ${command.padEnd(width)}  ${does}`);
  return `\nExamples:\n${rows.join('\n')}\n${CODES}`;
}

function coreOption(): Option {
  const option = new Option('--core <name>', 'the protocol underneath');
  return option.choices(['zab', 'raft', 'paxos']).default('zab');
}

/** All commands. What one of them needs is loaded when it runs. */
export function programOf(): Command {
  const program = new Command('menagerie')
    .description(
      "A coordination server that ZooKeeper's clients talk to, and what one needs around it",
    )
    .addHelpText('after', CODES)
    .showHelpAfterError('(add --help for what it takes)');
  addDev(program);
  addUp(program);
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
