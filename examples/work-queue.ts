// Work that is done although workers die: an entry is there until it is done, and what a worker has
// claimed and not done comes to the next.
import { decodeText } from '@menagerie/client';
import { connect } from '@menagerie/client/node';
import { ClaimQueue } from '@menagerie/recipes';

const [address = '127.0.0.1:2181'] = process.argv.slice(2);
const [producer, weak, strong] = [
  await connect(address),
  await connect(address),
  await connect(address),
];

const tasks = new ClaimQueue(producer, '/examples/tasks');
await tasks.put('feed the lions');
await tasks.put('ring the bell', 1); // a lesser number goes first

const begun = await new ClaimQueue(weak, '/examples/tasks').take();
console.log('weak takes:', decodeText(begun.data ?? new Uint8Array()));
await weak.close(); // before it is done

const queue = new ClaimQueue(strong, '/examples/tasks');
for (let nth = 0; nth < 2; nth += 1) {
  const entry = await queue.take();
  console.log('strong does:', decodeText(entry.data ?? new Uint8Array()));
  await entry.done();
}
await producer.close();
await strong.close();
