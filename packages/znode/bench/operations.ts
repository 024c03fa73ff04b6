import { JuteWriter, writeReply } from '@menagerie/jute';
import { type ReadRequest, Tree, Watches } from '@menagerie/znode';

/**
 * What one operation takes on a tree of 100,000 znodes of 128 bytes, in processor time: the median of
 * several rounds, in each of which all take turns.
 */
const ROUNDS = 7;
const MILLISECONDS = 80;
const ZNODES = 100_000;

const acl = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const data = new Uint8Array(128).fill(7);
const by = { session: 1n, identities: [], local: true } as const;
const reader = { session: 1n, identities: [] };
const tree = new Tree();
const writer = new JuteWriter();
const watches = new Watches({ identities: () => [] });
let zxid = 0n;

type Write = Parameters<Tree['apply']>[0] & { readonly type: 'request' };

function write(request: Write['request']) {
  zxid += 1n;
  return tree.apply({ type: 'request', zxid, time: 1000, ...by, request });
}

const pathAt = (at: number) => `/bench/znode-${String(at % ZNODES).padStart(10, '0')}`;
const create = (path: string) => write({ type: 'create', body: { path, data, acl, flags: 0 } });
const getData = (at: number): ReadRequest => ({
  type: 'getData',
  body: { path: pathAt(at), watch: false },
});

create('/bench');
create('/other');
for (let at = 0; at < ZNODES; at += 1) create(pathAt(at));

const operations: Readonly<Record<string, (at: number) => void>> = {
  'getData as a value, then written': (at) => {
    const { reply } = tree.read(getData(at), reader);
    writer.clear();
    if (reply?.type === 'getData') writeReply(writer, 'getData', { xid: at, zxid }, reply.body);
  },
  'getData as a frame': (at) => {
    writer.clear();
    tree.answer(writer, at, getData(at), reader);
    writer.frame();
  },
  setData: (at) => {
    write({ type: 'setData', body: { path: pathAt(at), data, version: -1 } });
  },
  'create and delete': (at) => {
    create(`/other/${at}`);
    write({ type: 'delete', body: { path: `/other/${at}`, version: -1 } });
  },
  'watch and fire': (at) => {
    const path = pathAt(at);
    watches.watchData(at % 16, path);
    watches.fire([{ type: 'dataChanged', path, acl, parentAcl: acl }], () => {});
  },
};

const turns = Array.from({ length: ROUNDS }, () =>
  Object.entries(operations).map(([name, run]): [string, number] => {
    let count = 0;
    const began = process.cpuUsage();
    const spent = () => {
      const { user, system } = process.cpuUsage(began);
      return user + system;
    };
    while (spent() < MILLISECONDS * 1000) {
      for (let at = 0; at < 500; at += 1) run(count + at);
      count += 500;
    }
    return [name, (spent() * 1000) / count];
  }),
);
for (const name of Object.keys(operations)) {
  const times = turns.flat().flatMap(([other, time]) => (other === name ? time : []));
  const median = times.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
  console.log(`${name}: ${median.toFixed(0)} ns`);
}
