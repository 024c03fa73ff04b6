import type { Command } from 'commander';
import { bytes, count, milliseconds, percent } from './arguments.ts';
import { examples, LOCAL } from './help.ts';
import { tlsOf } from './tls.ts';

/** Adds `menagerie shell`. */
export function addShell(program: Command): Command {
  return (
    program
      .command('shell')
      .description(
        'what zkCli does: commands from you, from a script, or one from the command line',
      )
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
        const tls = await tlsOf(options);
        process.exitCode = await shell(servers, words, { timeoutMs, ...options, tls });
      })
  );
}

/** Adds `menagerie status`. */
export function addStatus(program: Command): Command {
  return program
    .command('status')
    .description('how servers are: by four-letter words, so of Apache ZooKeeper as well')
    .argument('[servers]', 'host:port, several with commas', LOCAL)
    .option('--json', 'one line of JSON for each server', false)
    .addHelpText(
      'after',
      examples(
        ['menagerie status', 'of 127.0.0.1:2181'],
        ['menagerie status zk1:2181,zk2:2181', 'of both; 1 unless both serve'],
        ['menagerie status zk1:2281 --ca ca.pem', 'over TLS'],
      ),
    )
    .action(async (servers, options) => {
      const { status } = await import('../status/status.ts');
      process.exitCode = await status(servers, { ...options, tls: await tlsOf(options) });
    });
}

/** Adds `menagerie doctor`. */
export function addDoctor(program: Command): Command {
  return program
    .command('doctor')
    .description('look for what goes wrong in production, and say what to do about it')
    .argument('[servers]', 'host:port, all of them with commas', LOCAL)
    .option('--json', 'one line of JSON', false)
    .option('--data <dir...>', 'look at the disks of these directories as well', [])
    .option('--herd <n>', 'sessions that may watch one parent', count, 10)
    .option('--least-free <MiB>', 'space that a disk should have', count, 1024)
    .option('--clock <ms>', 'by which clocks may differ', milliseconds, 2000)
    .option('--most-znodes <n>', 'to look at', count, 100_000)
    .addHelpText(
      'after',
      examples(
        ['menagerie doctor', 'of 127.0.0.1:2181'],
        ['menagerie doctor zk1:2181,zk2:2181,zk3:2181', 'of an ensemble; 1 if it finds something'],
      ),
    )
    .action(async (servers, { clock: clockMs, leastFree, ...options }) => {
      const { doctor } = await import('../doctor/doctor.ts');
      const leastFreeBytes = leastFree * 2 ** 20;
      const tls = await tlsOf(options);
      process.exitCode = await doctor(servers, { clockMs, leastFreeBytes, ...options, tls });
    });
}

/** Adds `menagerie bench`. */
export function addBench(program: Command): Command {
  return program
    .command('bench')
    .description('put load on servers, and print rates and latencies')
    .argument('[servers]', 'host:port, several with commas', LOCAL)
    .option('--sessions <n>', 'at once', count, 16)
    .option(
      '--pipelined <n>',
      'requests that each has under way; 1 waits for each answer',
      count,
      16,
    )
    .option('--value-bytes <n>', 'of a znode', bytes, 128)
    .option('--reads <percent>', 'of the requests; the others write', percent, 50)
    .option('--time <ms>', 'to measure', milliseconds, 5000)
    .option('--warm-up <ms>', 'before that', milliseconds, 1000)
    .option('--connect-within <ms>', 'to reach the servers', milliseconds, 10_000)
    .option('--json', 'one line of JSON', false)
    .addHelpText(
      'after',
      examples(
        ['menagerie bench', 'reads and writes on 127.0.0.1:2181'],
        ['menagerie bench zk1:2181 --reads 100 --pipelined 1', 'how long one read takes'],
      ),
    )
    .action(async (servers, options) => {
      const { time: ms, warmUp: warmUpMs, reads: readPercent, connectWithin, ...others } = options;
      const { bench } = await import('../bench/bench.ts');
      const times = { ms, warmUpMs, connectWithinMs: connectWithin };
      const tls = await tlsOf(others);
      process.exitCode = await bench(servers, { ...times, readPercent, ...others, tls });
    });
}
