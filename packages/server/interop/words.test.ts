import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../test/helpers/raw-client.ts';
import { word } from '../test/helpers/word.ts';
import { findApache, HOW_TO_GET } from './apache.ts';
import type { Pair } from './compare.ts';
import { startOurs, startPair, startThree } from './servers.ts';

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
  let pair: (Pair & { close(): Promise<void> }) | null = null;
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

describe.skipIf(installed === null)(`three servers of ${title}`, () => {
  let ports: { readonly ours: readonly number[]; readonly theirs: readonly number[] } = {
    ours: [],
    theirs: [],
  };
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (installed === null) return;
    const [own, theirs] = await Promise.all([startOurs('zab', 3), startThree(installed)]);
    closing.push(
      () => own.close(),
      () => theirs.close(),
    );
    ports = { ours: own.ports, theirs: theirs.ports };
  }, 60_000);

  afterAll(async () => {
    for (const close of closing) await close();
  });

  /** Of the servers behind ports the one in a mode. */
  async function inMode(all: readonly number[], mode: string): Promise<number> {
    for (;;) {
      for (const port of all) {
        if ((await word(port, 'srvr')).includes(`Mode: ${mode}\n`)) return port;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it.each(['leader', 'follower'])('say the same of a %s', async (mode) => {
    const ours = await inMode(ports.ours, mode);
    const theirs = await inMode(ports.theirs, mode);
    for (const name of ['srvr', 'isro', 'dirs']) {
      expect([name, shape(await word(ours, name))]).toEqual([
        name,
        shape(await word(theirs, name)),
      ]);
    }
    const keys = async (port: number, name: string) =>
      (await word(port, name)).split('\n').map((line) => line.split(/[=\t]/)[0] ?? '');
    expect(await keys(ours, 'conf')).toEqual(await keys(theirs, 'conf'));
    const known = new Set(await keys(theirs, 'mntr'));
    const own = await keys(ours, 'mntr');
    expect(own.filter((key) => !known.has(key))).toEqual([]);
    const leads = [
      'learners synced_followers synced_observers synced_non_voting_followers pending_syncs',
      'leader_uptime last_proposal_size min_proposal_size max_proposal_size',
    ];
    const asked = ['quorum_size peer_state', ...(mode === 'leader' ? leads : [])]
      .join(' ')
      .split(' ');
    expect(asked.filter((key) => !own.includes(`zk_${key}`))).toEqual([]);
    const [value, other] = [await word(ours, 'mntr'), await word(theirs, 'mntr')].map(
      (answer) => /^zk_peer_state\t(.*)$/m.exec(answer)?.[1],
    );
    expect(value).toBe(other);
  });
});
