/** Every call of the native client, in its forms with callbacks and with promises. */
import { createRequire } from 'node:module';
import { Events, line, sorted } from '../report.mjs';

const [, , hosts, folder] = process.argv;
const library = createRequire(`${folder}/`)('zookeeper');
const { constants } = library;

const options = {
  connect: hosts,
  timeout: 10_000,
  debug_level: constants.ZOO_LOG_LEVEL_ERROR,
  host_order_deterministic: true,
  data_as_buffer: false,
};

/** Times are dates there, and 64 bits are text. */
function shape(value) {
  if (value instanceof Date) return value.getTime();
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  if (Array.isArray(value)) return value.map((one) => shape(one));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, long(name, field)]),
  );
}

function long(name, field) {
  if (['czxid', 'mzxid', 'pzxid'].includes(name)) return Number(field);
  return shape(field);
}

function call(name, act, shown = (...found) => found) {
  return new Promise((resolve) => {
    act((code, error, ...found) => {
      if (code === 0) line(name, { result: shown(...found.map((one) => shape(one))) });
      else line(name, { error: [code, error] });
      resolve(found);
    });
  });
}

async function promised(name, act, shown = (found) => found) {
  try {
    line(name, { result: shown(shape(await act())) });
  } catch (error) {
    line(name, { error: error.message });
  }
}

const events = new Events();
const watcher = (watch) => (type, state, path) => events.note({ watch, type, state, path });
const listed = (children, ...more) => [sorted(children), ...more];
const data = 'x';

const client = new library(options);
await new Promise((resolve, reject) => {
  client.connect((error) => (error ? reject(error) : resolve()));
});
line('state', { result: [client.state, client.timeout, client.is_unrecoverable] });

const modes = [
  'ZOO_PERSISTENT',
  'ZOO_EPHEMERAL',
  'ZOO_PERSISTENT_SEQUENTIAL',
  'ZOO_EPHEMERAL_SEQUENTIAL',
  'ZOO_CONTAINER',
];
for (const mode of modes) {
  const path = `/${mode.slice(4).toLowerCase()}`;
  const flags = constants[mode];
  await call(`a_create ${mode}`, (done) => client.a_create(path, data, flags, done));
  await call(`a_create below ${mode}`, (done) => client.a_create(`${path}/c`, data, flags, done));
}
for (const mode of ['ZOO_PERSISTENT_WITH_TTL', 'ZOO_PERSISTENT_SEQUENTIAL_WITH_TTL']) {
  const path = `/${mode.slice(4).toLowerCase()}`;
  await call(mode, (done) => client.a_createTtl(path, data, constants[mode], 1_000_000, done));
}
await call('a_create again', (done) => client.a_create('/persistent', data, 0, done));
await call('a_create below nothing', (done) => client.a_create('/none/c', data, 0, done));
await call('a_create empty', (done) => client.a_create('/empty', '', 0, done));
await call('a_create buffer', (done) => client.a_create('/é中文', Buffer.from('é中文'), 0, done));
for (const path of ['/', '/persistent', '/ephemeral', '/container', '/empty', '/none']) {
  await call(`a_exists ${path}`, (done) => client.a_exists(path, false, done));
  await call(`a_get ${path}`, (done) => client.a_get(path, false, done));
  await call(`a_get_children ${path}`, (done) => client.a_get_children(path, false, done), listed);
  await call(
    `a_get_children2 ${path}`,
    (done) => client.a_get_children2(path, false, done),
    listed,
  );
  // An error to this one ends the client.
  if (path !== '/none') await call(`a_get_acl ${path}`, (done) => client.a_get_acl(path, done));
}
await call('a_set', (done) => client.a_set('/persistent', 'y', 0, done));
await call('a_set wrong version', (done) => client.a_set('/persistent', 'y', 0, done));
await call('a_set nothing', (done) => client.a_set('/none', 'y', -1, done));
await call('a_sync', (done) => client.a_sync('/persistent', done));
await call('a_delete_ with children', (done) => client.a_delete_('/persistent', -1, done));
await call('a_delete_ wrong version', (done) => client.a_delete_('/persistent/c', 7, done));
await call('a_delete_', (done) => client.a_delete_('/persistent/c', 0, done));
await call('a_delete_ nothing', (done) => client.a_delete_('/persistent/c', 0, done));
await new Promise((resolve) => {
  client.mkdirp('/p/q/r', (error, made) => {
    line('mkdirp', { result: [error, made] });
    resolve();
  });
});

await call('aw_exists', (done) => client.aw_exists('/w', watcher('exists'), done));
await call('create watched', (done) => client.a_create('/w', data, 0, done));
await events.told('told of creation', 1);
await call('aw_get', (done) => client.aw_get('/w', watcher('data'), done));
await call('aw_get_children', (done) => client.aw_get_children('/w', watcher('child'), done));
await call('aw_get_children2', (done) => client.aw_get_children2('/w', watcher('child2'), done));
await call('set watched', (done) => client.a_set('/w', 'y', -1, done));
await events.told('told of data', 1);
await call('create below watched', (done) => client.a_create('/w/c', data, 0, done));
await events.told('told of children', 2);
await call('aw_get of c', (done) => client.aw_get('/w/c', watcher('data'), done));
await call('delete watched', (done) => client.a_delete_('/w/c', -1, done));
await events.told('told of deletion', 1);

const closed = [{ perms: 31, scheme: 'digest', auth: 'user:smGaoVKd/cQkjm7b88GyorAUz20=' }];
const open = [constants.ZOO_OPEN_ACL_UNSAFE];
await call('a_set_acl', (done) => client.a_set_acl('/w', 0, closed, done));
await call('a_get without', (done) => client.a_get('/w', false, done));
await call('a_set_acl without', (done) => client.a_set_acl('/w', -1, open, done));
await call('add_auth', (done) => client.add_auth('digest', 'user:pass', done));
await call('a_get with', (done) => client.a_get('/w', false, done));
await call('a_get_acl with', (done) => client.a_get_acl('/w', done));
await call('a_set_acl wrong version', (done) => client.a_set_acl('/w', 9, open, done));
await call('a_set_acl with', (done) => client.a_set_acl('/w', 1, open, done));
await call('a_set_acl invalid', (done) =>
  client.a_set_acl('/w', -1, [{ perms: 31, scheme: 'nope', auth: 'x' }], done),
);

await call(
  'a_getconfig',
  (done) => client.a_getconfig(false, done),
  () => 'some',
);
await call(
  'aw_getconfig',
  (done) => client.aw_getconfig(watcher('config'), done),
  () => 'some',
);
await call('a_reconfig', (done) => client.a_reconfig('server.9=a:1:2;3', null, null, -1, done));

// Many at once are answered in their order.
const many = [];
await new Promise((resolve) => {
  for (let i = 0; i < 100; i += 1) {
    client.a_create('/p/n-', data, constants.ZOO_SEQUENCE, (_code, _error, path) =>
      many.push(path),
    );
    client.a_set('/p', 'z', i, (_code, _error, stat) => many.push(stat.version));
    client.a_get_children2('/p', false, (_code, _error, children, { numChildren }) => {
      many.push(children.length, numChildren);
      if (i === 99) resolve();
    });
  }
});
line('many at once', { result: many });

// Its shape with promises has a session of its own.
const second = new library.Promise(options);
second.init(options);
await second.on_connected();
await promised('sync', () => second.sync('/p'));
await promised('create', () => second.create('/promised', data, 0));
await promised('create with ttl', () => second.create('/promised/t', data, 5, 1_000_000));
await promised('exists', () => second.exists('/promised', false));
await promised('exists nothing', () => second.exists('/none', false));
await promised('pathExists', () => second.pathExists('/none', false));
await promised('w_pathExists', () => second.w_pathExists('/none', watcher('exists')));
await promised('get', () => second.get('/promised', false));
await promised('get_children', () => second.get_children('/promised', false), sorted);
await promised('get_children2', () => second.get_children2('/promised', false));
await promised('set', () => second.set('/promised', 'y', 0));
await promised('get_acl', () => second.get_acl('/promised'));
await promised('set_acl', () => second.set_acl('/promised', 0, open));
await promised(
  'getconfig',
  () => second.getconfig(false),
  () => 'some',
);
await promised('w_get', () => second.w_get('/promised', watcher('data')));
await promised(
  'w_get_children',
  () => second.w_get_children('/promised', watcher('child')),
  sorted,
);
await promised('w_get_children2', () => second.w_get_children2('/promised', watcher('child2')));
await promised('w_exists', () => second.w_exists('/promised/n', watcher('exists')));
await promised('reconfig', () => second.reconfig('server.9=a:1:2;3', null, null, -1));
await promised(
  'w_getconfig',
  () => second.w_getconfig(watcher('config')),
  () => 'some',
);
await promised('delete_ below', () => second.delete_('/promised/t', -1));
await promised('delete_', () => second.delete_('/promised', -1));
await events.told('told of promised', 3);
await promised('create ephemeral', () => second.create('/mine', data, constants.ZOO_EPHEMERAL));
await call('sync', (done) => client.a_sync('/mine', done));
await call('watch another', (done) => client.aw_exists('/mine', watcher('exists'), done));
second.close();
await events.told('told of its end', 1);
client.set_servers(hosts);
await call('after set_servers', (done) => client.a_exists('/p', false, done));
client.close();
process.exit(0);
