import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestOf } from '../test/helpers/growing.ts';
import { RawClient } from '../test/helpers/raw-client.ts';
import { findApache, HOW_TO_GET } from './apache.ts';
import { inMode, type Running, startPair } from './servers.ts';

const installed = findApache();
const title = installed === null ? `Apache ZooKeeper, left out: ${HOW_TO_GET}` : 'Apache ZooKeeper';

/**
 * The members by what they are: the leader, the two that follow, by their numbers, and one that came to
 * join. Who leads is chance, so it is by these letters that two ensembles are compared.
 */
type Who = 'L' | 'F' | 'G' | 'J';

/** In requests `F` stands for a number, `F@` for an address, and `J#` for that of J's clients. */
const REQUESTS: readonly Parameters<typeof requestOf>[0][] = [
  { leavingServers: '9' },
  { leavingServers: 'F', curConfigId: 1n },
  // Who is not there.
  { joiningServers: 'server.9=127.0.0.1:11:12:participant;13' },
  { joiningServers: 'server.10=127.0.0.1:14:15:participant;16' },
  { leavingServers: '9,10' },
  {
    joiningServers:
      'server.9=127.0.0.1:11:12;13,server.10=127.0.0.1:14:15;16,server.11=127.0.0.1:17:18;19',
  },
  { newMembers: 'server.L=L@,server.9=127.0.0.1:11:12;13' },
  { joiningServers: 'server.9=127.0.0.1:11:12:observer;13' },
  { joiningServers: 'server.9=127.0.0.1:11:12:participant;13' },
  { leavingServers: '9' },
  // Who goes, and comes back.
  { leavingServers: 'F' },
  { joiningServers: 'server.F=F@:participant;127.0.0.1:21' },
  { joiningServers: 'server.F=F@:participant;127.0.0.1:22' },
  { newMembers: 'server.L=L@\nserver.F=F@;23\nserver.G=G@' },
  { newMembers: 'server.L=L@,server.G=G@' },
  { newMembers: 'server.L=L@,server.F=F@,server.G=G@' },
  // Who came to join.
  { joiningServers: 'server.J=J@:observer;J#' },
  { joiningServers: 'server.J=J@:participant;J#', leavingServers: 'G' },
  { joiningServers: 'server.G=G@:participant;25', leavingServers: 'J' },
  { newMembers: 'server.L=L@,server.J=J@' },
  { newMembers: 'server.L=L@,server.F=F@,server.J=J@' },
];

type Members = ReadonlyMap<Who, { readonly id: number; readonly name: string }>;

/** What requests come to at an ensemble: the errors, and configurations without what only it has. */
class Session {
  readonly #members: Members;
  readonly #client: RawClient;
  /** Where somebody else than the leader is asked what is in force. */
  readonly #other: number;

  private constructor(members: Members, client: RawClient, other: number) {
    this.#members = members;
    this.#client = client;
    this.#other = other;
  }

  /** @param joins whether one comes to join, and is asked; else G is */
  static async of(servers: Running, joins: boolean): Promise<Session> {
    const leader = await inMode(servers, 'leader');
    const others = [0, 1, 2].filter((at) => at !== leader);
    const joined = joins ? await servers.join() : null;
    const places = { L: leader, F: others[0] ?? 0, G: others[1] ?? 0 };
    const members = new Map<Who, { id: number; name: string }>();
    if (joined !== null) members.set('J', { id: 4, name: joined.name });
    for (const who of ['L', 'F', 'G'] as const) {
      members.set(who, { id: places[who] + 1, name: servers.names[places[who]] ?? '' });
    }
    const client = await RawClient.open(servers.ports[leader] ?? 0, { timeOut: 40_000 });
    return new Session(members, client, joined?.port ?? servers.ports[places.G] ?? 0);
  }

  async ask(asked: (typeof REQUESTS)[number]): Promise<string> {
    const { joiningServers = null, leavingServers = null, newMembers = null, ...rest } = asked;
    const reply = await this.#client.ask('reconfig', {
      ...requestOf(rest),
      joiningServers: this.#named(joiningServers),
      leavingServers: this.#named(leavingServers),
      newMembers: this.#named(newMembers),
    });
    return reply.type === 'failed' ? String(reply.err) : this.#shown(reply.body.data);
  }

  /** What it has, once it has all that was. One that came to join closes when it is told to vote. */
  async seenByOther(): Promise<string> {
    for (;;) {
      const client = await RawClient.open(this.#other, { timeOut: 40_000 });
      await client.tryAsk('sync', { path: '/zookeeper/config' });
      const read = await client.tryAsk('getData', { path: '/zookeeper/config', watch: false });
      client.vanish();
      if (read !== null)
        return read.type === 'failed' ? String(read.err) : this.#shown(read.body.data);
    }
  }

  /** Has the leader go, whose connection may end before it answers. @returns what the others have then */
  async dismiss(): Promise<string> {
    const leavingServers = this.#named('L');
    await this.#client.tryAsk('reconfig', { ...requestOf({}), leavingServers });
    this.#client.vanish();
    for (;;) {
      const seen = await this.seenByOther();
      if (!seen.includes('L@')) return seen;
      // Another one has to be elected first.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #named(text: string | null): string | null {
    if (text === null) return null;
    // It listens there already, and Apache's server would go to any other.
    const placed = text.replace('J#', `127.0.0.1:${this.#other}`);
    return placed.replaceAll(/\b([LFGJ])\b(@?)/g, (all, letter: Who, at) => {
      const member = this.#members.get(letter);
      if (member === undefined) return all;
      return at === '@' ? member.name : String(member.id);
    });
  }

  #shown(data: Uint8Array | null): string {
    let text = new TextDecoder().decode(data ?? undefined).replace(/version=[0-9a-f]+$/, 'version');
    for (const [who, { id, name }] of this.#members) {
      text = text.replace(`server.${id}=`, `server.${who}=`).replace(name, `${who}@`);
    }
    return text.replace(`127.0.0.1:${this.#other}`, 'J#').split('\n').sort().join(' ');
  }
}

// On Raft a newcomer has nothing before it belongs.
describe.skipIf(installed === null).each([
  ['zab', true],
  ['raft', false],
  ['paxos', true],
] as const)(`three servers of ${title}, and of ours on %s`, (core, joins) => {
  let pair: Awaited<ReturnType<typeof startPair>> | null = null;

  beforeAll(async () => {
    if (installed !== null) {
      pair = await startPair(installed, core, 3, { size: 3, isChangeable: true });
    }
  }, 60_000);

  afterAll(() => pair?.close());

  it('come to the same configurations, as others see them as well', async () => {
    if (pair === null) throw new Error('nothing was started');
    const outcomesOf = async (servers: Running): Promise<string[]> => {
      const session = await Session.of(servers, joins);
      const outcomes = [await session.seenByOther()];
      for (const asked of REQUESTS) {
        const { joiningServers, leavingServers, newMembers } = requestOf(asked);
        if (!joins && /J/.test(`${joiningServers}${newMembers}`)) continue;
        const outcome = await session.ask(asked);
        const seen = await session.seenByOther();
        outcomes.push(
          `${joiningServers} ${leavingServers} ${newMembers}: ${outcome}; seen: ${seen}`,
        );
      }
      return [...outcomes, await session.dismiss()];
    };
    const [theirs, ours] = await Promise.all([outcomesOf(pair.apache), outcomesOf(pair.ours)]);
    expect(ours).toEqual(theirs);
  }, 300_000);
});
