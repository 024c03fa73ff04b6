// Settings that several change at once: a change is made on the values that it was made from, all of it
// or nothing, and it can be taken back.
import { connect } from '@menagerie/client/node';
import { Settings } from '@menagerie/recipes';

const [address = '127.0.0.1:2181'] = process.argv.slice(2);
const zk = await connect(address);
const settings = new Settings(zk, '/examples/settings');
await settings.prepare();
await settings.set({ min: '1', max: '10' });

// Twice at once. Whoever is second is called again, with what the first has left.
const doubled = () =>
  settings.change(['max'], (values) => ({ max: String(Number(values.get('max')) * 2) }));
await Promise.all([doubled(), doubled()]);
console.log('max', await settings.get('max'));

const both = await settings.set({ min: '5', max: '6' });
console.log('min', await settings.get('min'), 'max', await settings.get('max'));
if (both !== null) await settings.rollBack(both.number);
console.log('min', await settings.get('min'), 'max', await settings.get('max'));
await zk.close();
