import { Argument, type Command } from 'commander';
import { port, servers } from './arguments.ts';
import { coreOption, examples } from './help.ts';

const ACTIONS = ['start', 'start-foreground', 'stop', 'restart', 'status', 'print-cmd', 'version'];

/** Adds `menagerie dev`. */
export function addDev(program: Command): void {
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

/** Adds `menagerie up`. */
export function addUp(program: Command): void {
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

/** Adds `menagerie zk-server`. */
export function addZkServer(program: Command): void {
  program
    .command('zk-server')
    .description('what zkServer.sh does, for harnesses; `zkServer.sh` in bin calls it')
    .addArgument(new Argument('<action>', 'what to do').choices(ACTIONS))
    .argument('[zoo.cfg]', 'by default conf/zoo.cfg, or what ZOOCFGDIR and ZOOCFG say')
    .option('--config <dir>', 'where the configuration is')
    .addHelpText(
      'after',
      examples(
        ['menagerie zk-server start ./zoo.cfg', 'in the background; its log is in the dataDir'],
        ['menagerie zk-server --config /etc/zookeeper status', 'leader, follower, standalone'],
        ['menagerie zk-server stop ./zoo.cfg', 'waits until it has ended'],
      ),
    )
    .action(async (action, file = null, { config = null }) => {
      const { zkServer } = await import('../zk-server/zk-server.ts');
      process.exitCode = await zkServer(action, file, config);
    });
}
