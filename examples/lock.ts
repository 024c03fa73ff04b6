// A lock, and the token that a lock is worth nothing without: whoever is held up while its session ends
// cannot know that another has gone in. Only what it writes to can refuse it.
import { connect } from '@menagerie/client/node';
import { Mutex } from '@menagerie/recipes';

const [address = '127.0.0.1:2181'] = process.argv.slice(2);
const [slow, quick] = [await connect(address), await connect(address)];

/** Something else than ZooKeeper: it takes a write unless it has seen a later token. */
const storage = {
  newest: 0n,
  write(token: bigint, text: string): void {
    const isLate = token < this.newest;
    console.log(text, isLate ? 'is refused' : 'is written');
    if (!isLate) this.newest = token;
  },
};

const first = await new Mutex(slow, '/examples/lock').acquire();
storage.write(first.token, 'the first');

const next = new Mutex(quick, '/examples/lock').acquire();
await slow.close(); // its session ends, as that of a process which is held up for too long
await using second = await next;
storage.write(second.token, 'the second');

storage.write(first.token, 'the first, late');
console.log('held:', first.held, second.held);
await second.release();
await quick.close();
