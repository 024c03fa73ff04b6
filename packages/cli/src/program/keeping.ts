import type { Command } from 'commander';
import { batch, servers } from './arguments.ts';
import { coreOption, examples, writerOption } from './help.ts';

/** Adds `menagerie log`. */
export function addLog(program: Command): void {
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

/** Adds `menagerie snapshot`. */
export function addSnapshot(program: Command): void {
  program
    .command('snapshot')
    .description("print, check or compare the trees that servers have kept, ours or Apache's")
    .argument('<path>', "a server's directory, or one snapshot of Apache's")
    .option('--json', 'one line of JSON for each znode', false)
    .option('--check', 'read everything, and say what is wrong; 1 if anything is', false)
    .option('--compare <path>', 'say which znodes differ; 1 if any does')
    .option('--logs <dir>', 'where the log is, if not where the directory says')
    .addOption(writerOption())
    .addHelpText(
      'after',
      examples(
        ['menagerie snapshot ./zk --core zab', 'all znodes'],
        ['menagerie snapshot /var/lib/zookeeper --json', "those of Apache's, for other programs"],
        ['menagerie snapshot ./zk --core raft --compare /var/lib/zookeeper', 'across both formats'],
      ),
    )
    .action(async (path, { compare = null, core = null, logs = null, ...options }) => {
      const { snapshot } = await import('../inspect/snapshot.ts');
      process.exitCode = await snapshot(path, { compare, core, logs, ...options });
    });
}

/** Adds `menagerie import`. */
export function addImport(program: Command): void {
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
