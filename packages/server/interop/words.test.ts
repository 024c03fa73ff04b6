import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../test/helpers/raw-client.ts';
import { word } from '../test/helpers/word.ts';
import { findApache, HOW_TO_GET } from './apache.ts';
import { inMode, type Running, startPair } from './servers.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

const installed = findApache();
const title = installed === null ? `Apache ZooKeeper, left out: ${HOW_TO_GET}` : 'Apache ZooKeeper';

/** Keys of `mntr` that monitors look at; the others say how Apache's server is built. */
const WATCHED = [
  'version server_state avg_latency max_latency min_latency packets_received packets_sent',
  'num_alive_connections outstanding_requests znode_count watch_count ephemerals_count',
  'approximate_data_size open_file_descriptor_count max_file_descriptor_count uptime',
  'global_sessions local_sessions last_client_response_size min_client_response_size',
  'max_client_response_size connection_drop_probability proposal_count commit_count',
  'looking_count connection_request_count connection_rejected stale_sessions_expired',
  'auth_failed_count bytes_received_count response_bytes unrecoverable_error_count',
  'avg_readlatency min_readlatency max_readlatency cnt_readlatency sum_readlatency',
  'p50_readlatency p95_readlatency p99_readlatency p999_readlatency cnt_updatelatency',
  'avg_election_time cnt_election_time avg_jvm_pause_time_ms',
]
  .join(' ')
  .split(' ')
  .map((key) => `zk_${key}`);

/** What Apache's words say of Java, and ours of Node. */
const OF_ITS_OWN = /^(?:java\.|node\.)/;

/** An answer without what differs from server to server, and from moment to moment. */
function shape(answer: string): string {
  const masked = answer
    .replace(/version[:=] .*|version=.*/g, 'version')
    .replace(/^(data(?:Log)?Dir)=.*/gm, '$1')
    .replace(/\w{3} \w{3} \d\d [\d:]{8} UTC \d{4}/g, 'DATE')
    .replace(/0x[0-9a-f]+/g, 'HEX')
    .replace(/127\.0\.0\.1:\d+/g, 'ADDRESS')
    .replace(/-?\d+\.\d+/g, 'REAL')
    .replace(/-?\d+/g, 'N');
  // How many end with the same tick is chance.
  return inOrder(masked.replace(/^N expire at DATE:\n|\(N\)\/\(N\)/gm, ''));
}

/** In which order connections are listed is chance. */
function inOrder(answer: string): string {
  const lines = answer.split('\n');
  const listed = lines.filter((line) => line.startsWith(' /')).sort();
  return lines.map((line) => (line.startsWith(' /') ? (listed.shift() ?? '') : line)).join('\n');
}

describe.skipIf(installed === null)(title, () => {
  let pair: { readonly apache: Running; readonly ours: Running; close(): Promise<void> } | null =
    null;
  const clients: RawClient[] = [];

  beforeAll(async () => {
    if (installed === null) return;
    pair = await startPair(installed, 'zab', 1);
    for (const port of [...pair.apache.ports, ...pair.ours.ports]) {
      await word(port, 'srst');
      const client = await RawClient.open(port);
      clients.push(client);
      await client.ask('create', { path: '/a', data: Buffer.from('hi'), acl: OPEN, flags: 0 });
      await client.ask('create', { path: '/e', data: Buffer.from('x'), acl: OPEN, flags: 1 });
      await client.ask('getData', { path: '/a', watch: true });
    }
  });

  afterAll(async () => {
    for (const client of clients) client.vanish();
    await pair?.close();
  });

  const both = async (name: string): Promise<readonly [string, string]> => [
    await word(pair?.ours.ports[0] ?? 0, name),
    await word(pair?.apache.ports[0] ?? 0, name),
  ];

  it.each(['ruok', 'isro', 'wchs', 'crst', 'srst'])('answers %s to the letter', async (name) => {
    const [ours, theirs] = await both(name);
    expect(ours).toBe(theirs);
  });

  it.each(['srvr', 'stat', 'cons', 'wchc', 'wchp', 'dirs', 'dump', 'gtmk'])(
    'gives %s the same shape',
    async (name) => {
      const [ours, theirs] = await both(name);
      expect(shape(ours)).toBe(shape(theirs));
    },
  );

  it('gives conf the same keys in the same order', async () => {
    const [ours, theirs] = await both('conf');
    const keys = (answer: string) => answer.split('\n').map((line) => line.split('=')[0]);
    expect(keys(ours)).toEqual(keys(theirs));
  });

  it('gives envi the same keys in the same order, but for those of the machine below', async () => {
    const [ours, theirs] = await both('envi');
    const keys = (answer: string) =>
      answer
        .split('\n')
        .map((line) => line.split('=')[0] ?? '')
        .filter((key) => !OF_ITS_OWN.test(key));
    expect(keys(ours)).toEqual(keys(theirs));
  });

  it('has no key in mntr that Apache has not, and all that monitors look at', async () => {
    const keys = (answer: string) => answer.split('\n').map((line) => line.split('\t')[0] ?? '');
    const [ours, theirs] = (await both('mntr')).map(keys);
    expect(ours?.filter((key) => theirs?.includes(key) !== true)).toEqual([]);
    expect(WATCHED.filter((key) => ours?.includes(key) !== true)).toEqual([]);
    expect(WATCHED.filter((key) => theirs?.includes(key) !== true)).toEqual([]);
  });

  it('counts the same in mntr', async () => {
    const counted =
      'znode_count|watch_count|ephemerals_count|approximate_data_size|global_sessions';
    const [ours, theirs] = (await both('mntr')).map((answer) =>
      [...answer.matchAll(new RegExp(`^zk_(?:${counted}|num_alive_connections)\t.*$`, 'gm'))]
        .map(([line]) => line)
        .sort(),
    );
    expect(ours).toEqual(theirs);
    expect(ours).toHaveLength(6);
  });
});

/** Keys of a leader's `mntr` that monitors look at, and of everybody's in an ensemble. */
const OF_ALL = ['quorum_size', 'peer_state'];
const OF_LEADERS = [
  'learners synced_followers synced_observers synced_non_voting_followers pending_syncs',
  'leader_uptime last_proposal_size min_proposal_size max_proposal_size',
]
  .join(' ')
  .split(' ');

describe.skipIf(installed === null).each(['zab', 'raft', 'paxos'] as const)(
  `three servers of ${title}, and ours on %s`,
  (core) => {
    let pair: { readonly apache: Running; readonly ours: Running } | null = null;
    const closing: (() => void | Promise<void>)[] = [];

    beforeAll(async () => {
      if (installed === null) return;
      const both = await startPair(installed, core, 3, { size: 3 });
      pair = both;
      closing.push(() => both.close());
      for (const servers of [both.apache, both.ours]) {
        // One on each, which watches what the last one makes.
        const all = await Promise.all(servers.ports.map((port) => RawClient.open(port)));
        closing.unshift(() => {
          for (const client of all) client.vanish();
        });
        const [first] = all;
        await first?.ask('create', { path: '/a', data: Buffer.from('hi'), acl: OPEN, flags: 0 });
        await servers.settled();
        for (const [nth, client] of all.entries()) {
          await client.ask('create', { path: `/e${nth}`, data: null, acl: OPEN, flags: 1 });
          await client.ask('getData', { path: '/a', watch: true });
        }
        await servers.settled();
      }
    }, 60_000);

    afterAll(async () => {
      for (const close of closing) await close();
    });

    /** What ours says and theirs, each of the server in a mode. */
    async function both(mode: string, name: string): Promise<readonly [string, string]> {
      if (pair === null) throw new Error('nothing was started');
      const { ours, apache } = pair;
      const [own, theirs] = [await inMode(ours, mode), await inMode(apache, mode)];
      return [await word(ours.ports[own] ?? 0, name), await word(apache.ports[theirs] ?? 0, name)];
    }

    describe.each(['leader', 'follower'])('of a %s', (mode) => {
      it.each(['ruok', 'isro', 'wchs', 'gtmk'])('say %s to the letter', async (name) => {
        const [ours, theirs] = await both(mode, name);
        expect(ours).toBe(theirs);
      });

      it.each(['srvr', 'stat', 'cons', 'wchc', 'wchp', 'dirs', 'dump', 'conf'])(
        'give %s the same shape',
        async (name) => {
          const [ours, theirs] = await both(mode, name);
          expect(shape(ours)).toBe(shape(theirs));
        },
      );

      it('have in mntr no key that Apache has not, and all that monitors look at', async () => {
        const answers = await both(mode, 'mntr');
        const [own = [], theirs = []] = answers.map((answer) =>
          answer.split('\n').map((line) => line.split('\t')[0] ?? ''),
        );
        expect(own.filter((key) => !theirs.includes(key))).toEqual([]);
        const asked = [...OF_ALL, ...(mode === 'leader' ? OF_LEADERS : [])].map(
          (key) => `zk_${key}`,
        );
        expect([...asked, ...WATCHED].filter((key) => !own.includes(key))).toEqual([]);
        const valueOf = (key: string) => (answer: string) =>
          new RegExp(`^zk_${key}\t(.*)$`, 'm').exec(answer)?.[1];
        const alike = ['peer_state', 'server_state', 'znode_count', 'watch_count'];
        const counted = ['ephemerals_count', 'global_sessions', 'quorum_size', 'learners'];
        const followers = ['synced_followers', 'synced_observers', 'synced_non_voting_followers'];
        for (const key of [...alike, ...counted, ...followers]) {
          const [value, other] = answers.map(valueOf(key));
          expect([key, value]).toEqual([key, other]);
        }
      });
    });
  },
);
