import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestOf } from '../test/helpers/growing.ts';
import { RawClient } from '../test/helpers/raw-client.ts';
import { findApache, HOW_TO_GET } from './apache.ts';
import { type Running, startPair } from './servers.ts';

const installed = findApache();
const title = installed === null ? `Apache ZooKeeper, left out: ${HOW_TO_GET}` : 'Apache ZooKeeper';

type Asked = Parameters<typeof requestOf>[0];

const joining = (joiningServers: string): Asked => ({ joiningServers });
const leaving = (leavingServers: string): Asked => ({ leavingServers });
const members = (newMembers: string): Asked => ({ newMembers });

/** One after the other. SELF is the server itself, which is the only voter. */
const REQUESTS: readonly Asked[] = [
  leaving('7'),
  { ...leaving('7'), curConfigId: 5n },
  { ...leaving('x'), curConfigId: 5n },
  joining('server.2=127.0.0.1:11:12:observer;13'),
  joining(
    'server.3=127.0.0.2:11:12:OBSERVER;127.0.0.3:13,server.4=[0:0:0:0:0:0:0:1]:11:12:observer;[0:0:0:0:0:0:0:1]:13',
  ),
  { ...joining('server.5=127.0.0.1:11:12:observer;13'), ...leaving('3,4') },
  joining('5=127.0.0.1:11:12:observer;14'),
  joining(' server.5 = 127.0.0.1:11:12:observer;15'),
  leaving('2, 5'),
  leaving('2,5'),
  // What is no server.
  joining('server.2=127.0.0.1:11:12:observer'),
  joining('server.2=127.0.0.1:11:observer;13'),
  joining('server.2=127.0.0.1:11:12:13:14;13'),
  joining('server.2=127.0.0.1:11:12:leader;13'),
  joining('server.2=127.0.0.1:11:11:observer;13'),
  joining('server.2=127.0.0.1:x:12:observer;13'),
  joining('server.2=127.0.0.1:11:70000:observer;13'),
  joining('server.2=127.0.0.1:11:12:observer;70000'),
  joining('server.2=127.0.0.1:11:12:observer;x'),
  joining('server.2=127.0.0.1:11:12:observer;1:2:3'),
  joining('server.2=127.0.0.1:11:12:observer;13;14'),
  joining('server.2=127.0.0.1:11:12:observer|127.0.0.2:11:12:observer;13'),
  joining('server.2=127.0.0.1:11:12:observer;'),
  joining('server.2'),
  joining('server.x=127.0.0.1:11:12:observer;13'),
  joining('server.2=a=b;13'),
  leaving('server.2'),
  leaving(''),
  joining(''),
  {},
  // Who shares an address with another.
  joining('server.2=10.0.0.1:11:12:observer;10.0.0.1:13'),
  joining('server.3=10.0.0.1:11:14:observer;15'),
  joining('server.3=10.0.0.1:14:13:observer;15'),
  joining('server.3=10.0.0.1:14:16:observer;10.0.0.1:12'),
  leaving('2'),
  // Who is not there.
  joining('server.3=127.0.0.1:11:12:participant;13'),
  members('server.1=SELF:participant,server.3=127.0.0.1:11:12:participant'),
  leaving('1'),
  joining('server.1=SELF:observer;13'),
  // All at once.
  members('server.1=SELF:participant;14'),
  members('server.1=SELF:participant,server.2=127.0.0.1:11:12:observer'),
  members('server.1=SELF\nserver.2=127.0.0.1:11:12:observer;13\nversion=77'),
  members('# a comment\nserver.1=SELF'),
  members('server.1=SELF,a=b'),
  members('server.1:SELF'),
  members(''),
  members('server.2=127.0.0.1:11:12:observer'),
  { ...members('server.1=SELF:participant'), ...leaving('1') },
];

/** What each request comes to: the error, or the configuration without what only one server has. */
async function outcomesOf({ ports, names }: Running): Promise<string[]> {
  const [port = 0] = ports;
  const [self = ''] = names;
  const client = await RawClient.open(port, { timeOut: 40_000 });
  const outcomes: string[] = [];
  for (const asked of REQUESTS) {
    const text = asked.newMembers?.replace('SELF', self);
    const joins = asked.joiningServers?.replace('SELF', self);
    const reply = await client.ask('reconfig', {
      ...requestOf(asked),
      ...(text === undefined ? {} : { newMembers: text }),
      ...(joins === undefined ? {} : { joiningServers: joins }),
    });
    outcomes.push(
      reply.type === 'failed' ? String(reply.err) : shown(reply.body, reply.zxid, self),
    );
  }
  client.vanish();
  return outcomes;
}

function shown(
  { data, stat }: { data: Uint8Array | null; stat: { mzxid: bigint; version: number } },
  zxid: bigint,
  self: string,
): string {
  const text = new TextDecoder().decode(data ?? undefined);
  // The configuration has the zxid that made it, which the stat has and the reply.
  const [, version = ''] = /version=([0-9a-f]+)$/.exec(text) ?? [];
  const isOne = BigInt(`0x${version}`) === stat.mzxid && stat.mzxid === zxid;
  const whole = text.replace(self, 'SELF').replace(`=${version}`, isOne ? '=zxid' : '');
  return `${whole} (${stat.version})`;
}

describe.skipIf(installed === null).each(['zab', 'raft'] as const)(
  `${title}, and ours on %s`,
  (core) => {
    let pair: Awaited<ReturnType<typeof startPair>> | null = null;

    beforeAll(async () => {
      if (installed !== null) pair = await startPair(installed, core, 1, { isChangeable: true });
    });

    afterAll(async () => {
      await pair?.close();
    });

    it('answer requests for another configuration alike', async () => {
      if (pair === null) throw new Error('nothing was started');
      const [theirs, ours] = await Promise.all([outcomesOf(pair.apache), outcomesOf(pair.ours)]);
      const line = (outcome: string | undefined, at: number): string => {
        const { joiningServers, leavingServers, newMembers } = requestOf(REQUESTS[at] ?? {});
        return `${joiningServers} ${leavingServers} ${newMembers}: ${outcome}`;
      };
      expect(ours.map(line)).toEqual(theirs.map(line));
    });
  },
);
