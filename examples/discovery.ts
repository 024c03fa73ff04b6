// Who offers a service registers, who uses it picks. A registration lasts as long as its session.
import { connect } from '@menagerie/client/node';
import { byKey, Discovery, roundRobin } from '@menagerie/recipes';

const [address = '127.0.0.1:2181'] = process.argv.slice(2);
const [a, b, user] = [await connect(address), await connect(address), await connect(address)];

const offer = { name: 'zoo', address: '10.0.0.1' };
await new Discovery(a, '/examples/services').register({ ...offer, id: 'a', port: 8001 });
await new Discovery(b, '/examples/services').register({ ...offer, id: 'b', port: 8002 });

const zoo = await new Discovery(user, '/examples/services').service('zoo');
await zoo.when((instances) => instances.length === 2);
const turns = roundRobin();
console.log('in turn:', zoo.pick(turns)?.id, zoo.pick(turns)?.id, zoo.pick(turns)?.id);
const [lions, again] = [zoo.pick(byKey('lions')), zoo.pick(byKey('lions'))];
console.log('the same for the same key:', lions?.id === again?.id);

await a.close(); // or dies: then its registration goes with the session's timeout
const left = await zoo.when((instances) => instances.length === 1);
console.log('left:', left.map(({ id, port }) => `${id} at ${port}`).join());

await zoo.close();
await b.close();
await user.close();
