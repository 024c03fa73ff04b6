import { rm } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES } from '../helpers/ensemble.ts';
import { Fleet } from '../helpers/fleet.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { bytes, create, OPEN, read, stat, write } from '../helpers/undisturbed.ts';

const EPHEMERAL = { flags: 1 };
/** The longest that these servers grant: nothing here is to expire. */
const PATIENT = { timeOut: 200_000 };
const MOST_ATTEMPTS = 20;

/** A client that ends with the test. */
async function client(fleet: Fleet, at: number, request = {}): Promise<RawClient> {
  const opened = await RawClient.open(fleet.port(at), { ...PATIENT, ...request });
  onTestFinished(() => opened.vanish());
  return opened;
}

/** Asks clients of a server, one after the other, until one of them has an answer. */
async function insist<T>(
  fleet: Fleet,
  at: number,
  ask: (from: RawClient) => Promise<T>,
): Promise<T> {
  for (;;) {
    const from = await RawClient.open(fleet.port(at), PATIENT);
    try {
      return await ask(from);
    } catch (error) {
      if (!from.closed) throw error;
    } finally {
      from.vanish();
    }
  }
}

/** What a server has, once it has everything that was answered anywhere. */
async function has(fleet: Fleet, at: number, path: string): Promise<string | number> {
  return insist(fleet, at, async (from) => {
    await from.ask('sync', { path });
    return read(from, path);
  });
}

describe.each(CORES)('processes on %s', (core) => {
  it('R3: a leader that is killed takes nothing with it that was answered, nor any session', async () => {
    const fleet = await Fleet.start(core, 3);
    for (let attempt = 0; ; attempt += 1) {
      const leader = await fleet.leader();
      const rest = [0, 1, 2].filter((at) => at !== leader);
      const owner = await client(fleet, rest[0] ?? 0);
      const { session: sessionId, password: passwd } = owner;
      const root = `/r-${attempt}`;
      const acked = await streamed(owner, root, () => fleet.signal(leader, 'SIGKILL'));
      // Another came to lead before, as may happen at any time.
      if (acked === null && attempt < MOST_ATTEMPTS) continue;
      if (acked === null) throw new Error('there was no attempt without an election');
      const back = await client(fleet, rest[1] ?? 0, { sessionId, passwd });
      expect(back.session).toBe(sessionId);
      for (const at of rest) {
        const missing = await insist(fleet, at, async (from) => {
          await write(from, root, 'later');
          const made = await stat(from, root);
          expect((made?.mzxid ?? 0n) >> 32n).toBeGreaterThan((made?.czxid ?? 0n) >> 32n);
          expect((await stat(from, `${root}/e`))?.ephemeralOwner).toBe(sessionId);
          const found = await Promise.all(acked.map((path) => stat(from, path)));
          return acked.filter((_, i) => found[i] === null);
        });
        expect(missing).toEqual([]);
      }
      return;
    }
  });

  it('R4: a server whose disk was emptied takes nothing from the others', async () => {
    const fleet = await Fleet.start(core, 3);
    const leader = await fleet.leader();
    const rest = [0, 1, 2].filter((at) => at !== leader);
    await insist(fleet, leader, (from) => create(from, '/kept', { data: 'kept' }));
    await fleet.kill(leader);
    await fleet.leader(rest);
    await rm(fleet.disk(leader), { recursive: true });
    await fleet.restart(leader);
    await insist(fleet, rest[0] ?? 0, (from) => create(from, '/more', { data: 'more' }));
    for (const at of [leader, ...rest]) {
      expect([await has(fleet, at, '/kept'), await has(fleet, at, '/more')]).toEqual([
        'kept',
        'more',
      ]);
    }
  });

  it('Q1, Q2: while all followers are frozen nothing is answered, and with one of them it is', async () => {
    const fleet = await Fleet.start(core, 3);
    const leader = await fleet.leader();
    const [frozen = 0, thawed = 0] = [0, 1, 2].filter((at) => at !== leader);
    await insist(fleet, leader, (from) => create(from, '/n', { data: 'old' }));
    const set = { path: '/n', data: bytes('new'), version: -1 };
    for (let attempt = 0; ; attempt += 1) {
      const writer = await client(fleet, leader);
      for (const at of [frozen, thawed]) fleet.signal(at, 'SIGSTOP');
      // Whatever becomes of it: here its client is told by the end of the connection.
      if ((await writer.tryAsk('setData', set)) === null) break;
      // They were not frozen yet.
      expect(attempt).toBeLessThan(MOST_ATTEMPTS);
      for (const at of [frozen, thawed]) fleet.signal(at, 'SIGCONT');
    }
    const stranger = RawClient.dial(fleet.port(leader));
    expect(await stranger.greet(PATIENT)).toBeNull();
    fleet.signal(thawed, 'SIGCONT');
    expect(await insist(fleet, leader, (from) => write(from, '/n', 'newer'))).toBe('ok');
    expect(await has(fleet, thawed, '/n')).toBe('newer');
  });

  it('Q3-A: a write that was not answered has taken effect where its followers had it', async () => {
    const fleet = await Fleet.start(core, 3);
    for (let attempt = 0; ; attempt += 1) {
      const leader = await fleet.leader();
      const rest = [0, 1, 2].filter((at) => at !== leader);
      const [old, new_] = [`old-${attempt}`, `new-${attempt}`];
      const path = await prepared(fleet, leader, attempt, old);
      const writer = await client(fleet, leader);
      // What followers have written they cannot say.
      for (const at of rest) fleet.links.link(at, leader).hold();
      const answer = writer.tryAsk('setData', { path, data: bytes(new_), version: -1 });
      if (await reached(fleet, leader, rest, new_)) {
        await fleet.kill(leader);
        if ((await answer) === null) {
          await fleet.leader(rest);
          for (const at of rest) expect(await has(fleet, at, path)).toBe(new_);
          return;
        }
        // Another led by then, and its links are as they were.
        await fleet.restart(leader);
      }
      expect(attempt).toBeLessThan(MOST_ATTEMPTS);
      for (const at of rest) fleet.links.link(at, leader).pass();
    }
  });

  it('Q3-B: a write that was not answered is void where only the leader had it, and the leader then too', async () => {
    const fleet = await Fleet.start(core, 3);
    for (let attempt = 0; ; attempt += 1) {
      const leader = await fleet.leader();
      const rest = [0, 1, 2].filter((at) => at !== leader);
      const [old, new_] = [`old-${attempt}`, `new-${attempt}`];
      const path = await prepared(fleet, leader, attempt, old);
      const writer = await client(fleet, leader);
      for (const link of fleet.links.outOf(leader)) link.hold();
      const answer = writer.tryAsk('setData', { path, data: bytes(new_), version: -1 });
      if (await reached(fleet, leader, [leader], new_)) {
        await fleet.kill(leader);
        expect(await answer).toBeNull();
        for (const link of fleet.links.outOf(leader)) link.cut();
        for (const link of fleet.links.outOf(leader)) link.pass();
        await fleet.leader(rest);
        for (const at of rest) expect(await has(fleet, at, path)).toBe(old);
        await fleet.restart(leader);
        expect(await has(fleet, leader, path)).toBe(old);
        expect(await insist(fleet, leader, (from) => write(from, path, 'later'))).toBe('ok');
        for (const at of [leader, ...rest]) expect(await has(fleet, at, path)).toBe('later');
        return;
      }
      expect(attempt).toBeLessThan(MOST_ATTEMPTS);
      for (const link of fleet.links.outOf(leader)) link.pass();
    }
  });
});

/**
 * Creates one znode after the other, some hundreds at once, and an ephemeral with them; kills in the
 * middle. @returns those that were answered; `null` where the connection ended before
 */
async function streamed(
  owner: RawClient,
  root: string,
  kill: () => void,
): Promise<readonly string[] | null> {
  try {
    await create(owner, root);
    await create(owner, `${root}/e`, EPHEMERAL);
  } catch (error) {
    if (owner.closed) return null;
    throw error;
  }
  let killed = false;
  const acked: string[] = [];
  const asked = Array.from({ length: 1000 }, async (_, i) => {
    const body = { path: `${root}/n${i}`, data: bytes('x'), acl: [...OPEN], flags: 0 };
    const reply = await owner.tryAsk('create', body);
    if (reply?.type === 'done') acked.push(body.path);
    if (i !== 300 || reply === null) return;
    killed = true;
    kill();
  });
  await Promise.all(asked);
  return killed ? acked : null;
}

/** A znode that all servers have. */
async function prepared(
  fleet: Fleet,
  leader: number,
  attempt: number,
  data: string,
): Promise<string> {
  const path = `/n-${attempt}`;
  await insist(fleet, leader, (from) => create(from, path, { data }));
  for (const at of [0, 1, 2]) expect(await has(fleet, at, path)).toBe(data);
  return path;
}

/** Waits until disks have some letters. @returns whether it came to that while the same server led */
async function reached(
  fleet: Fleet,
  leader: number,
  disks: readonly number[],
  letters: string,
): Promise<boolean> {
  for (;;) {
    // Asked first: what a leader has sent may be on its way.
    const leads = (await fleet.mode(leader)) === 'leader';
    const found = await Promise.all(disks.map((at) => fleet.hasWritten(at, letters)));
    if (found.every(Boolean)) return true;
    if (!leads) return false;
  }
}
