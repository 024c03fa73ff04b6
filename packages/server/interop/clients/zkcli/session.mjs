/** Every command of zkCli, typed one after the other. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Events, line } from '../report.mjs';

const [, , hosts, folder] = process.argv;

/** Ends the answer to a command. */
const END = /^ZooKeeper CLI version: /;

const java = [
  'java',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-cp',
  `${folder}/*`,
  'org.apache.zookeeper.ZooKeeperMain',
  '-waitforconnection',
  '-server',
  hosts,
];
// Its errors and its answers in one stream, so that they stay in order.
const child = spawn('sh', ['-c', 'exec "$@" 2>&1', 'sh', ...java], {
  stdio: ['pipe', 'pipe', 'inherit'],
});

const events = new Events();
let heard = [];
let ended = () => {};

createInterface(child.stdout).on('line', (text) => {
  const event = /^WatchedEvent state:(\w+) type:(\w+) path:(\S+)/.exec(text);
  if (event !== null) {
    const [, state, type, path] = event;
    if (type !== 'None') events.note({ watch: '', state, type, path });
  } else if (END.test(text)) ended();
  else if (text !== '' && text !== 'WATCHER::') heard.push(text);
});
// Whoever waits then waits for nothing.
child.on('close', () => ended());

/** The lines of a Stat as one value, and the others as they are. */
function shape(lines) {
  const stat = {};
  const rest = [];
  for (const text of lines) {
    const [, name, value] = /^(\w+) = (.*)$/.exec(text) ?? [];
    const field = STAT[name];
    if (field === undefined) rest.push(text);
    else stat[field] = valueOf(field, value);
  }
  return Object.keys(stat).length === 0 ? rest : [...rest, stat];
}

const STAT = {
  cZxid: 'czxid',
  mZxid: 'mzxid',
  pZxid: 'pzxid',
  ctime: 'ctime',
  mtime: 'mtime',
  cversion: 'cversion',
  dataVersion: 'version',
  aclVersion: 'aversion',
  ephemeralOwner: 'ephemeralOwner',
  dataLength: 'dataLength',
  numChildren: 'numChildren',
};

function valueOf(field, value) {
  if (field.endsWith('time')) return Date.parse(value);
  if (field === 'ephemeralOwner') return String(BigInt(value));
  return Number(value);
}

/** A list of children, whose order is promised nowhere. */
function sorted(lines) {
  return lines.map((text) => {
    if (typeof text !== 'string' || !text.startsWith('[')) return text;
    const names = text.slice(1, -1).split(', ');
    return names.sort((one, other) => (one < other ? -1 : 1));
  });
}

async function type(command, shown = (lines) => lines) {
  heard = [];
  const answered = new Promise((resolve) => {
    ended = resolve;
  });
  child.stdin.write(`${command}\nversion\n`);
  await answered;
  line(command.replaceAll(hosts, ''), { result: shown(shape(heard)) });
}

const some = () => 'some';

// Without a connection it does not say which version it is.
await type(`close\nconnect ${hosts}`, some);
await type('sync /');
await type('create /a one');
await type('create /a one');
await type('create /none/a one');
await type('create /empty');
await type('create /spaces "with spaces"');
await type('create -s /a/s- x');
await type('create -e /a/e x');
await type('create -e -s /a/es- x');
await type('create -c /c x');
await type('create -t 1000000 /t x');
await type('create -s -t 1000000 /t- x');
await type('create -e -c /nope x');
await type('create /a/e/x x');
await type('create /a/é中文 é中文');
await type('create /open x world:anyone:cdrwa');
await type('create /odd/ x');
await type('ls /', sorted);
await type('ls -s /a', sorted);
await type('ls -R /a');
await type('ls /none');
await type('get /a');
await type('get -s /a');
await type('get -b /a');
await type('get /none');
await type('stat /a');
await type('stat /a/e');
await type('stat /none');
await type('set /a two');
await type('set -s /a three');
await type('set -v 0 /a four');
await type('set -v 2 /a four');
await type('set /none x');
await type('getAllChildrenNumber /a');
await type('getEphemerals', sorted);
await type('getEphemerals /a', sorted);
await type('sync /a');
await type('whoami');

await type('stat -w /w');
await type('create /w x');
await events.told('told of creation', 1);
await type('get -w /w');
await type('ls -w /w');
await type('set /w y');
await events.told('told of data', 1);
await type('create /w/c x');
await events.told('told of children', 1);
await type('addWatch -m PERSISTENT /stays');
await type('addWatch /deep');
await type('create /stays x');
await type('create /stays/c x');
await type('create /deep x');
await type('create /deep/c x');
await type('set /deep/c y');
await events.told('told what stays', 5);
await type('removewatches /deep -a');
await events.told('told of removal', 1);
await type('removewatches /deep -a');
await type('get -w /w');
await type('removewatches /w -d');
await events.told('told of data removed', 1);
await type('printwatches');
await type('printwatches off');

await type('getAcl /a');
await type('getAcl -s /a');
await type('setAcl /w digest:user:smGaoVKd/cQkjm7b88GyorAUz20=:cdrwa');
await type('get /w');
await type('ls /w');
await type('getAcl /w');
await type('set /w z');
await type('setAcl /w world:anyone:r');
await type('addauth digest user:pass');
await type('get /w');
await type('getAcl /w');
await type('setAcl -s /w auth::cdrwa');
await type('setAcl -v 9 /w world:anyone:r');
await type('setAcl /w nope:x:r');
await type('setAcl -R /stays world:anyone:cdrwa');
await type('whoami');

await type('listquota /a');
await type('setquota -n 20 /a');
await type('setquota -b 1000 /a');
await type('listquota /a');
await type('setquota -N 30 /stays');
await type('setquota -B 2000 /stays');
await type('listquota /stays');
await type('setquota -n 2 /a/e');
await type('ls -R /zookeeper/quota');
await type('delquota -n /a');
await type('delquota /a');
await type('delquota /a');
await type('listquota /a');

await type('config', some);
await type('reconfig -add server.9=127.0.0.1:1:2;3');
await type('delete /a');
await type('delete -v 9 /empty');
await type('delete /empty');
await type('delete /empty');
await type('deleteall /a');
await type('deleteall /none');
await type('ls /', sorted);
await type('nonsense');
await type('history', some);
await type('redo 3');
child.stdin.end('quit\n');
