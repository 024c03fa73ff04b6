import { JuteWriter, type ResponseBodies, writeFailure, writeReply } from '@menagerie/jute';
import { type ReadName, type ReadReply, type ReadRequest, Tree } from '@menagerie/znode';
import { describe, expect, it } from 'vitest';
import { Commands, senders } from './helpers/commands.ts';
import { Random } from './helpers/random.ts';

const watched = ['exists', 'getData', 'getChildren', 'getChildren2'] as const;

/** Every read there is, of a path. */
function readsOf(path: string | null): ReadRequest[] {
  const body = { path, watch: false };
  return [
    ...watched.map((type) => ({ type, body })),
    { type: 'getACL', body },
    { type: 'getAllChildrenNumber', body },
    { type: 'getEphemerals', body: { prefixPath: path } },
    { type: 'multiRead', body: [{ type: 'getData', body }] },
  ];
}

function frameOf(
  writer: JuteWriter,
  head: { readonly xid: number; readonly zxid: bigint },
  error: number,
  reply: ReadReply | null,
): Uint8Array {
  const write = <K extends ReadName>({ type, body }: { type: K; body: ResponseBodies[K] }) =>
    writeReply(writer, type, head, body);
  return reply === null ? writeFailure(writer, { ...head, err: error }) : write(reply);
}

describe('a read that is answered as a frame', () => {
  it('has the bytes of the reply that is answered as a value, for every read and error', () => {
    const errors = new Set<number>();
    for (let seed = 0; seed < 100; seed += 1) {
      const random = new Random(seed);
      const commands = new Commands(random);
      const tree = new Tree();
      tree.apply({ type: 'createSession', ...commands.stamp(), session: 1n, timeoutMs: 1 });
      for (let step = 0; step < 60; step += 1) tree.apply(commands.next());
      for (let step = 0; step < 40; step += 1) {
        const reader = { identities: random.pick(senders), session: 1n };
        for (const request of readsOf(commands.path())) {
          const { error, reply } = tree.read(request, reader);
          const head = { xid: step, zxid: tree.lastZxid };
          const wanted = frameOf(new JuteWriter(), head, error, reply);
          const writer = new JuteWriter();
          errors.add(tree.answer(writer, step, request, reader));
          const found = writer.frame();
          if (Buffer.compare(found, wanted) !== 0) {
            expect({ seed, step, request, found }).toEqual({ seed, step, request, found: wanted });
          }
        }
      }
    }
    expect(errors).toEqual(new Set([0, -5, -8, -101, -102]));
  });
});
