/** Every call of node-zookeeper-client. */
import { createRequire } from 'node:module';
import { Events, line, sorted } from '../report.mjs';

const [, , hosts, folder] = process.argv;
const library = createRequire(`${folder}/`)('node-zookeeper-client');
const { ACL, CreateMode, Id, Permission } = library;

const options = { sessionTimeout: 10_000, spinDelay: 50, retries: 3 };

async function open(root = '') {
  const client = library.createClient(`${hosts}${root}`, options);
  const connected = new Promise((resolve) => client.once('connected', resolve));
  client.connect();
  await connected;
  return client;
}

/** Calls a method with a callback, and reports what it was called with. */
function call(name, act, shown = (...found) => found) {
  return new Promise((resolve) => {
    const done = (error, ...found) => {
      if (error) line(name, { error: error.name ?? String(error), results: results(error) });
      else line(name, { result: shown(...found.map((one) => shape(one))) });
      resolve(found);
    };
    try {
      act(done);
    } catch (error) {
      line(name, { error: error.constructor.name });
      resolve([]);
    }
  });
}

const results = ({ results: found }) => found?.map((one) => shape(one));

/** A Stat has its 64 bits as eight bytes. */
function shape(value) {
  if (Array.isArray(value)) return value.map((one) => shape(one));
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, field]) => typeof field !== 'function' && name !== 'specification')
      .map(([name, field]) => {
        const isLong = Buffer.isBuffer(field) && field.length === 8 && name !== 'data';
        return [name, isLong ? long(name, field.readBigInt64BE()) : shape(field)];
      }),
  );
}

/** No number holds that of a session. */
const long = (name, value) => (name === 'ephemeralOwner' ? String(value) : Number(value));

const listed = (children, ...more) => [sorted(children), ...more];
const events = new Events();
const watcher = (watch) => (event) =>
  events.note({ watch, type: event.getName(), path: event.getPath() });

const client = await open();
line('state', {
  result: [client.getState().getName(), client.getSessionTimeout()],
  session: client.getSessionId().readBigInt64BE(),
  password: client.getSessionPassword().length,
});

for (const [mode, flags] of Object.entries(CreateMode)) {
  const path = `/${mode.toLowerCase()}`;
  await call(`create ${mode}`, (done) => client.create(path, Buffer.from('x'), null, flags, done));
  await call(`create below ${mode}`, (done) => client.create(`${path}/c`, done));
}
await call('create again', (done) => client.create('/persistent', done));
await call('create below nothing', (done) => client.create('/none/c', Buffer.from('x'), done));
await call('create odd path', (done) => client.create('/x/', done));
await call('create unicode', (done) => client.create('/é中文', Buffer.from('é中文'), done));
await call('mkdirp', (done) => client.mkdirp('/p/q/r', Buffer.from('x'), done));
await call('mkdirp again', (done) => client.mkdirp('/p/q/r', done));
await call('exists', (done) => client.exists('/persistent', done));
await call('exists ephemeral', (done) => client.exists('/ephemeral', done));
await call('exists nothing', (done) => client.exists('/none', done));
await call('getData', (done) => client.getData('/persistent', done));
await call('getData of nothing', (done) => client.getData('/none', done));
await call('getData of /', (done) => client.getData('/', done));
await call('getChildren', (done) => client.getChildren('/', done), listed);
await call('getChildren of nothing', (done) => client.getChildren('/none', done));
await call('listSubTreeBFS', (done) => client.listSubTreeBFS('/p', done));
await call('setData', (done) => client.setData('/persistent', Buffer.from('y'), 0, done));
await call('setData any version', (done) => client.setData('/persistent', Buffer.from('z'), done));
await call('setData wrong version', (done) =>
  client.setData('/persistent', Buffer.from('z'), 0, done),
);
await call('setData of nothing', (done) => client.setData('/none', Buffer.from('z'), done));
await call('remove with children', (done) => client.remove('/persistent', done));
await call('remove wrong version', (done) => client.remove('/persistent/c', 7, done));
await call('remove', (done) => client.remove('/persistent/c', 0, done));
await call('remove nothing', (done) => client.remove('/persistent/c', done));
await call('removeRecursive', (done) => client.removeRecursive('/p', done));
await call('removed', (done) => client.exists('/p', done));

await call('exists watched', (done) => client.exists('/w', watcher('exists'), done));
await call('create watched', (done) => client.create('/w', done));
await events.told('told of creation', 1);
await call('getData watched', (done) => client.getData('/w', watcher('data'), done));
await call('getChildren watched', (done) => client.getChildren('/w', watcher('children'), done));
await call('setData watched', (done) => client.setData('/w', Buffer.from('x'), done));
await events.told('told of data', 1);
await call('create below watched', (done) => client.create('/w/c', done));
await events.told('told of children', 1);
await call('getData of c watched', (done) => client.getData('/w/c', watcher('data'), done));
await call('remove watched', (done) => client.remove('/w/c', done));
await events.told('told of deletion', 1);

const user = [new ACL(Permission.ALL, new Id('digest', 'user:smGaoVKd/cQkjm7b88GyorAUz20='))];
await call('getACL', (done) => client.getACL('/w', done));
await call('setACL', (done) => client.setACL('/w', user, 0, done));
await call('setACL without', (done) => client.setACL('/w', ACL.OPEN_ACL_UNSAFE, done));
await call('getACL without', (done) => client.getACL('/w', done));
await call('getData without', (done) => client.getData('/w', done));
await call('getChildren without', (done) => client.getChildren('/w', done));
await call('setData without', (done) => client.setData('/w', Buffer.from('z'), done));
client.addAuthInfo('digest', Buffer.from('user:pass'));
await call('getData with', (done) => client.getData('/w', done));
await call('getACL with', (done) => client.getACL('/w', done));
await call('setACL wrong version', (done) => client.setACL('/w', ACL.OPEN_ACL_UNSAFE, 0, done));
await call('setACL with', (done) => client.setACL('/w', ACL.READ_ACL_UNSAFE, 1, done));
await call('setData of read only', (done) => client.setData('/w', Buffer.from('z'), done));
await call('create of auth', (done) =>
  client.create('/auth', null, ACL.CREATOR_ALL_ACL, CreateMode.PERSISTENT, done),
);
await call('getACL of auth', (done) => client.getACL('/auth', done));
await call('create invalid acl', (done) =>
  client.create('/bad', null, [new ACL(Permission.ALL, new Id('nope', 'x'))], 0, done),
);

await call('transaction', (done) =>
  client
    .transaction()
    .create('/t', Buffer.from('1'))
    .create('/t/s-', null, null, CreateMode.EPHEMERAL_SEQUENTIAL)
    .setData('/t', Buffer.from('2'), 0)
    .check('/t', 1)
    .remove('/t/s-0000000000')
    .commit(done),
);
await call('transaction rolled back', (done) =>
  client.transaction().setData('/t', null).check('/t', 9).remove('/t').commit(done),
);
await call('nothing of it', (done) => client.getData('/t', done));
await call('transaction of nothing', (done) => client.transaction().commit(done));

// Many at once are answered in their order.
const many = await Promise.all(
  Array.from({ length: 100 }, (_, version) => [
    new Promise((resolve) => {
      client.create('/t/n-', null, null, CreateMode.PERSISTENT_SEQUENTIAL, (_error, path) =>
        resolve(path),
      );
    }),
    new Promise((resolve) => {
      client.setData('/t', Buffer.from('z'), version + 1, (_error, stat) => resolve(stat?.version));
    }),
    new Promise((resolve) => {
      client.getChildren('/t', (_error, children) => resolve(children?.length));
    }),
  ]).flat(),
);
line('many at once', { result: many });

const other = await open();
const synced = new Promise((resolve) => other.transaction().commit(resolve));
await synced;
await call('exists of another watched', (done) => other.exists('/mine', watcher('exists'), done));
const mortal = await open('/t');
await call('create in a root', (done) =>
  mortal.create('/mine', null, null, CreateMode.EPHEMERAL, done),
);
await call('exists in a root', (done) => mortal.exists('/mine', done));
await call('beside the root', (done) => mortal.exists('/t/mine', done));
const gone = new Promise((resolve) => mortal.once('disconnected', resolve));
mortal.close();
await gone;
line('closed', { result: mortal.getState().getName() });
await call('after its end', (done) => client.setData('/ephemeral', Buffer.from('e'), done));
await call('ephemeral after its end', (done) => client.exists('/t/mine', done));
await call('create for another', (done) => client.create('/mine', done));
await events.told('told of creation by another', 1);
other.close();
client.close();
