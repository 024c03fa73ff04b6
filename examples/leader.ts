// One of those who stand leads. When it goes, the next one does, under a greater epoch.
import type { Client } from '@menagerie/client';
import { connect } from '@menagerie/client/node';
import { LeaderLatch } from '@menagerie/recipes';

const [address = '127.0.0.1:2181'] = process.argv.slice(2);

const stand = (client: Client, data: string) =>
  new LeaderLatch(client, '/examples/leader', { data }).lead();

const [one, two] = [await connect(address), await connect(address)];
const first = await stand(one, 'one');
const waiting = stand(two, 'two');
console.log('one leads:', first.held);

first.signal.addEventListener('abort', () => console.log('one hears that it does not any more'));
await one.close();

const second = await waiting;
console.log('two leads:', second.held, 'with a greater epoch:', second.token > first.token);
await second.release();
await two.close();
