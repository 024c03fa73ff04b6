import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Ensemble, type EnsembleOptions, type Member, startEnsemble } from '../src/index.ts';
import { create, dataOf } from './helpers/znodes.ts';

async function started(options: EnsembleOptions = {}): Promise<Ensemble> {
  const ensemble = await startEnsemble(options);
  onTestFinished(() => ensemble.close());
  await ensemble.settled();
  return ensemble;
}

const leaderOf = ({ members }: Ensemble) =>
  members.find(({ state }) => state.type === 'running' && state.role === 'leading') ??
  expect.unreachable('nobody leads');

it('another leads after the leader was paused, and it follows when it goes on', async () => {
  const ensemble = await started();
  const leader = leaderOf(ensemble);
  leader.pause();
  expect(leader.state.type).toBe('paused');
  await ensemble.settled();
  expect(leaderOf(ensemble)).not.toBe(leader);
  leader.resume();
  await ensemble.settled();
  expect(leader.state).toMatchObject({ type: 'running', role: 'following' });
});

it('a member that was paused for a moment is what it was', async () => {
  const ensemble = await started();
  const follower = ensemble.members.find((member) => member !== leaderOf(ensemble));
  follower?.pause();
  follower?.resume();
  expect(follower?.state).toMatchObject({ type: 'running', role: 'following' });
  await ensemble.settled();
});

it('closing ends also what does not end by itself', async () => {
  const ensemble = await started({ servers: 1 });
  const [member = expect.unreachable()] = ensemble.members;
  // Stopped by somebody else, so nobody lets it go on.
  process.kill(member.pid ?? expect.unreachable(), 'SIGSTOP');
  await ensemble.close();
  expect(member.state).toEqual({ type: 'ended', code: null, signal: 'SIGKILL' });
});

it('a member that is started again has its port and what it had answered', async () => {
  const ensemble = await started({ servers: 1 });
  const [member = expect.unreachable()] = ensemble.members;
  const { clientPort, pid } = member;
  expect(await create(clientPort, '/kept', 'yes')).toBe(true);
  await member.kill();
  expect(member.state).toEqual({ type: 'ended', code: null, signal: 'SIGKILL' });
  await member.start();
  expect(member.clientPort).toBe(clientPort);
  expect(member.pid).not.toBe(pid);
  expect(await dataOf(clientPort, '/kept')).toBe('yes');
});

it('closing ends paused members too, and removes the folder that it had made', async () => {
  const ensemble = await started();
  const [first = expect.unreachable()] = ensemble.members;
  first.pause();
  await ensemble.close();
  expect(ensemble.members.map(({ state }) => state.type)).toEqual(['ended', 'ended', 'ended']);
  expect(existsSync(dirname(first.directory))).toBe(false);
});

it('tells of the ones that ended without having been told to', async () => {
  const lost: number[] = [];
  const ensemble = await started({ onLost: ({ id }) => lost.push(id) });
  const [first, second] = ensemble.members;
  await second?.kill();
  process.kill(first?.pid ?? expect.unreachable(), 'SIGKILL');
  while (first?.state.type !== 'ended') await new Promise((resolve) => setTimeout(resolve, 10));
  expect(lost).toEqual([1]);
});

it('a member that cannot start ends all of them, with the reason', async () => {
  const other = await started({ servers: 1 });
  const [{ clientPort: taken } = expect.unreachable()] = other.members;
  const states = new Map<number, string>();
  const server = (id: number) => (id === 2 ? { clientPort: taken } : {});
  const onChange = ({ id, state }: Member) => states.set(id, state.type);
  await expect(startEnsemble({ servers: 3, server, onChange })).rejects.toThrow(
    `server 2 did not start: port ${taken} is taken by another process`,
  );
  expect([...states.values()]).toEqual(['ended', 'ended', 'ended']);
});

it.each([0, 32, 1.5])('an ensemble of %s servers is refused', async (servers) => {
  await expect(startEnsemble({ servers })).rejects.toMatchObject({ code: 'invalid-argument' });
});
