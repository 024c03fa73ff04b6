import { connect } from '@menagerie/client/node';
import { expect, it, onTestFinished } from 'vitest';
import { Latencies } from '../src/bench/latencies.ts';
import { RunningCommand, run } from './helpers/command.ts';
import { freePort, served } from './helpers/served.ts';

const SMALL = ['--sessions', '3', '--pipelined', '4', '--time', '300', '--warm-up', '1'];

/** Tells what is below the root of a server. */
async function lister(port: number): Promise<() => Promise<readonly string[]>> {
  const zk = await connect(`127.0.0.1:${port}`);
  onTestFinished(() => zk.close());
  return async () => (await zk.getChildren('/')).children;
}

it('measures the mix that was asked for, and leaves nothing behind', async () => {
  const port = await served();
  const args = ['bench', `127.0.0.1:${port}`, ...SMALL, '--reads', '75', '--json'];
  const { code, stdout } = await run(args);
  const found = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(found).toMatchObject({
    sessions: 3,
    pipelined: 4,
    valueBytes: 128,
    errors: 0,
    error: null,
  });
  const { reads, writes } = found;
  const all = reads.requests + writes.requests;
  // Each of the twelve lanes may end anywhere in a round of four.
  expect(Math.abs(reads.requests - all * 0.75)).toBeLessThanOrEqual(12);
  for (const { p50, p95, p99, max } of [reads.latencyMs, writes.latencyMs]) {
    expect([p50, p95, p99, max]).toEqual([p50, p95, p99, max].toSorted((a, b) => a - b));
  }
  expect(await (await lister(port))()).toEqual(['zookeeper']);
});

it('prints only what it measured', async () => {
  const port = await served();
  const { stdout } = await run(['bench', `127.0.0.1:${port}`, ...SMALL, '--reads', '100']);
  expect(stdout).toMatch(
    /^3 sessions, each with 4 under way; 128 bytes; 100 % reads; 0\.\d seconds\nreads +\d+ a second; p50 \d+\.\d\d,.* ms\n$/,
  );
});

it('cleans up after Ctrl-C as well', async () => {
  const port = await served();
  const children = await lister(port);
  const command = new RunningCommand(['bench', `127.0.0.1:${port}`, '--time', '600000']);
  while ((await children()).length < 2) continue;
  command.process.kill('SIGINT');
  expect(await command.ended).toBe(0);
  expect(await children()).toEqual(['zookeeper']);
});

it('says of a server that is not there what to look at', async () => {
  const where = `127.0.0.1:${await freePort()}`;
  const { code, stderr } = await run([
    'bench',
    where,
    '--sessions',
    '1',
    '--connect-within',
    '200',
  ]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: .*Is a server running there, and does it take 1 connections\?/);
});

it('percentiles are values that were measured', () => {
  const latencies = new Latencies();
  expect(latencies.summary()).toBeNull();
  for (let ms = 200; ms >= 1; ms -= 1) latencies.add(ms);
  expect(latencies.summary()).toEqual({ p50: 100, p95: 190, p99: 198, max: 200 });
});
