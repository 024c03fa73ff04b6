// A part of the tree as it is, and not as what happens to it: who reads late has missed nothing but what
// is over.
import { decodeText } from '@menagerie/client';
import { connect } from '@menagerie/client/node';
import { treeCache } from '@menagerie/recipes';

const [address = '127.0.0.1:2181'] = process.argv.slice(2);
const [writer, reader] = [await connect(address), await connect(address)];

await using cage = await treeCache(reader, '/examples/cage');
await writer.create('/examples/cage/lion', 'hungry', { parents: 'persistent' });
await writer.create('/examples/cage/lamb', 'calm');
await writer.set('/examples/cage/lion', 'fed');
await writer.delete('/examples/cage/lamb');

const isFed = (data: Uint8Array | null | undefined) =>
  decodeText(data ?? new Uint8Array()) === 'fed';
const state = await cage.when(
  (now) => isFed(now.get('/examples/cage/lion')?.data) && !now.has('/examples/cage/lamb'),
);
console.log([...state.keys()].join(' '));

for (const path of ['/examples/cage/lion', '/examples/cage']) await writer.delete(path);
console.log('left:', (await cage.when((now) => now.size === 0)).size);
await writer.close();
await reader.close();
