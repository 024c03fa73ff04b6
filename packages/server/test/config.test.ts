import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, configOf, readConfig, startServer } from '@menagerie/server/node';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { usersIn } from '../src/node/config/sasl-config.ts';
import { RawClient } from './helpers/raw-client.ts';
import { serving, word } from './helpers/word.ts';

/** What Apache's distribution comes with, but for its comments. */
const SAMPLE = `# The number of milliseconds of each tick
tickTime=2000
initLimit=10
syncLimit=5
dataDir=/tmp/zookeeper
clientPort=2181
#maxClientCnxns=60
#autopurge.snapRetainCount=3
`;

function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
}

const mistake = (text: string): unknown => caught(() => readConfig(text, 'zoo.cfg'));

describe('a zoo.cfg', () => {
  it('is read as the sample of Apache is', () => {
    expect(readConfig(SAMPLE)).toMatchObject({
      core: 'zab',
      dataDir: '/tmp/zookeeper',
      dataLogDir: '/tmp/zookeeper',
      servers: [],
      options: { clientPort: 2181, host: '0.0.0.0', tickMs: 2000, silenceMs: 500 },
      described: { initLimit: 10, syncLimit: 5 },
      warnings: [],
    });
  });

  it('follows the rules of Java for properties', () => {
    const text = [
      '  ! a comment, and a blank line',
      '',
      'dataDir : /da\\ta\\u0020of\\',
      '     \t\\ mine',
      'clientPort 2182',
      'clientPortAddress\t=\t::1  ',
      'tickTime=1000\r4lw.commands.whitelist = stat, ruok ,\\',
    ].join('\r\n');
    expect(readConfig(text)).toMatchObject({
      dataDir: '/da\ta of mine',
      options: { clientPort: 2182, host: '::1', tickMs: 1000, words: ['stat', 'ruok', ''] },
    });
  });

  it.each([
    ['yes', true],
    ['true', true],
    ['no', false],
    ['false', false],
  ])('takes skipACL=%s, as Apache’s server has it or as other keys are', (said, skips) => {
    expect(readConfig(`${SAMPLE}skipACL=${said}`).options.skipACL).toBe(skips);
  });

  it('honours what ZooKeeper documents', () => {
    const text = `${SAMPLE}
minSessionTimeout=1000
maxSessionTimeout=9000
snapCount=50
audit.enable=true
readonlymode.enabled=true
cluster=zoo
quorumListenOnAllIPs=true
extendedTypesEnabled=true
znode.container.checkIntervalMs=7
znode.container.maxPerMinute=8
znode.container.maxNeverUsedIntervalMs=9
4lw.commands.whitelist=*
clientPortListenBacklog=9
maxClientCnxns=0
dataLogDir=/tmp/logs
autopurge.purgeInterval=1
core=paxos
`;
    const { core, options, described, dataLogDir, warnings } = readConfig(text);
    expect(core).toBe('paxos');
    expect(options).toMatchObject({
      minSessionMs: 1000,
      maxSessionMs: 9000,
      compactEvery: 50,
      audit: true,
      readOnly: true,
      cluster: 'zoo',
      peerListenHost: '0.0.0.0',
      ttl: true,
      reapCheckMs: 7,
      reapPerMinute: 8,
      neverUsedMs: 9,
      words: ['*'],
    });
    expect(described).toMatchObject({ maxClientCnxns: 0, clientPortListenBacklog: 9 });
    expect(options.backlog).toBe(9);
    expect(dataLogDir).toBe('/tmp/logs');
    expect(warnings).toEqual([]);
  });

  it('reads servers in all their forms', () => {
    const { servers } = readConfig(`${SAMPLE}
server.3=[2001:db8::1]:2888:3888:observer;[::1]:2183
server.1=zoo1:2888:3888
server.2=zoo2:2889:3889:participant;2182
`);
    expect(servers).toMatchObject([
      { id: 1, host: 'zoo1', port: 2888, electionPort: 3888, role: 'participant', client: null },
      { id: 2, host: 'zoo2', port: 2889, client: { host: '0.0.0.0', port: 2182 } },
      { id: 3, host: '2001:db8::1', role: 'observer', client: { host: '::1', port: 2183 } },
    ]);
  });

  it('warns by name of what nobody knows, with the nearest that somebody does', () => {
    const text = `${SAMPLE}clientPrt=1\nzookeeper.admin.serverPort=1\nqwertzuiop=1\nportUnification=true\n`;
    expect(readConfig(text).warnings).toMatchObject([
      { place: { line: 9 }, message: 'nobody knows clientPrt; did you mean clientPort?' },
      { message: 'nobody knows zookeeper.admin.serverPort; did you mean admin.serverPort?' },
      { message: 'nobody knows qwertzuiop' },
      { place: { line: 12 }, message: 'portUnification has no effect here' },
    ]);
    const twice = readConfig(`${SAMPLE}tickTime=1000`);
    expect(twice.options.tickMs).toBe(1000);
    expect(twice.warnings).toMatchObject([
      { message: 'tickTime was set in line 2: this one counts' },
    ]);
  });

  it.each([
    [
      'tickTime=fast\ndataDir=/d',
      'malformed-value',
      'zoo.cfg:1: tickTime is "fast": write a whole number',
    ],
    ['dataDir=/d\nclientPort=65536', 'malformed-value', 'zoo.cfg:2: clientPort is "65536"'],
    ['dataDir=/d\naudit.enable=yes', 'malformed-value', 'write true or false'],
    ['dataDir=/d\ncore=zap', 'malformed-value', 'core is "zap": write zab, raft, paxos'],
    ['clientPort=1', 'missing-key', 'zoo.cfg: dataDir is not set: add a line such as dataDir='],
    ['dataDir=\\u12', 'malformed-line', 'zoo.cfg:1: has a \\u that is no character'],
    [
      'dataDir=/d\nserver.1=a:1',
      'malformed-value',
      'server.1 is "a:1", which is not of that form: write server.N=',
    ],
    ['dataDir=/d\nserver.1=a:1:2:boss', 'malformed-value', '"boss" is no role'],
    ['dataDir=/d\nserver.255=a:1:2', 'malformed-value', 'numbers of servers end with 254'],
    ['dataDir=/d\nserver.1=a:1:2;b:c', 'malformed-value', 'no [address:]port'],
    ['dataDir=/d\nminSessionTimeout=90000', 'contradiction', 'set minSessionTimeout to at most'],
    [
      'dataDir=/d\ndynamicConfigFile=/x\nserver.1=a:1:2',
      'contradiction',
      'zoo.cfg:3: there is a dynamicConfigFile',
    ],
    [
      'dataDir=/d\nquorum.auth.enableSasl=true',
      'unsupported',
      'asks for a protection that this server does not have',
    ],
    [
      'dataDir=/d\nsessionRequireClientSASLAuth=true',
      'missing-key',
      'zoo.cfg:2: sessionRequireClientSASLAuth lets in only who authenticates by SASL',
    ],
    ['dataDir=/d\nenforce.auth.enabled=true', 'malformed-value', '"" is no scheme: write one'],
    [
      'dataDir=/d\nenforce.auth.enabled=true\nenforce.auth.schemes=digest,host',
      'malformed-value',
      'zoo.cfg:3: "host" is no scheme',
    ],
  ])('says of %j where, what and the remedy', (text, code, message) => {
    const found = mistake(text);
    expect(found).toBeInstanceOf(ConfigError);
    expect(found).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe('a JAAS file', () => {
  const section = (inside: string): string => `Client { a.b.C required; };\nServer {${inside}};`;
  const module = 'org.apache.zookeeper.server.auth.DigestLoginModule required';

  it('has users in the section of the server', () => {
    const text = section(` // who may come in
      ${module} // a comment with user_eve="x"
      user_super="admin \\"secret\\"" /* user_eve="y" */
      user_bob=plain;
    `);
    expect(usersIn(text, 'jaas.conf')).toEqual({ super: 'admin "secret"', bob: 'plain' });
  });

  it.each([
    ['Client { a.b.C required; };', 'malformed-value', 'jaas.conf: it has no section Server'],
    [section(`${module};`), 'malformed-value', 'its section Server has no user'],
    [
      section('com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true;'),
      'unsupported',
      'is for com.sun.security.auth.module.Krb5LoginModule, and there is only DIGEST-MD5 here',
    ],
  ])('says of %j what is wrong', (text, code, message) => {
    const found = caught(() => usersIn(text, 'jaas.conf'));
    expect(found).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe('a configuration on a disk', () => {
  let directory = '';

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directory, { recursive: true }));
  });

  const write = async (text: string): Promise<string> => {
    const file = join(directory, 'zoo.cfg');
    await writeFile(file, `dataDir=${directory}\n${text}`);
    return file;
  };

  it('starts a server that does what it says', async () => {
    const config = await write(
      'clientPort=0\nclientPortAddress=127.0.0.1\ntickTime=1000\ncore=raft\n4lw.commands.whitelist=*\n',
    );
    const server = await startServer({ config });
    onTestFinished(() => server.close());
    await serving(server.clientPort);
    const client = await RawClient.open(server.clientPort, { timeOut: 1 });
    expect(client.timeoutMs).toBe(2000);
    const conf = await word(server.clientPort, 'conf');
    expect(conf).toContain(`\ndataDir=${directory}\n`);
    expect(Number(/^dataDirSize=(\d+)$/m.exec(conf)?.[1])).toBeGreaterThan(100);
    expect(conf).toContain('\ntickTime=1000\nmaxClientCnxns=60\nminSessionTimeout=2000\n');
    client.vanish();
  });

  it('says where its disk is, where somebody says another place than the file', async () => {
    const config = await write(
      'clientPort=0\nclientPortAddress=127.0.0.1\n4lw.commands.whitelist=*\n',
    );
    const elsewhere = join(directory, 'elsewhere');
    const server = await startServer({ config, directory: elsewhere });
    onTestFinished(() => server.close());
    await serving(server.clientPort);
    const conf = await word(server.clientPort, 'conf');
    expect(conf).toContain(`\ndataDir=${elsewhere}\n`);
    expect(conf).toContain(`\ndataLogDir=${elsewhere}\n`);
  });

  it('knows users from a file of their own, and who has to be one', async () => {
    const saslUsersPath = join(directory, 'jaas.conf');
    const users = 'Server { x.DigestLoginModule required user_bob="s" user_root="r"; };';
    await writeFile(saslUsersPath, users);
    const provider = 'authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider';
    for (const required of [
      'sessionRequireClientSASLAuth=true',
      'requireClientAuthScheme=sasl',
      'enforce.auth.enabled=true\nenforce.auth.schemes=digest, sasl',
    ]) {
      const lines = [provider, `saslUsersPath=${saslUsersPath}`, 'superUser=root', required];
      const found = await configOf(await write(['clientPort=0', ...lines].join('\n')));
      const schemes = required.includes('digest') ? ['digest', 'sasl'] : ['sasl'];
      expect(found).toMatchObject({
        sasl: { users: { bob: 's', root: 'r' }, superUser: 'root', allowFailed: false },
        requiredSchemes: schemes,
        warnings: [],
      });
    }
    const none = await configOf(
      await write(`clientPort=0\nallowSaslFailedClients=true\n${provider}`),
    );
    expect(none).toMatchObject({
      sasl: null,
      requiredSchemes: [],
      warnings: [{ message: 'authProvider.1 has no effect here without saslUsersPath' }],
    });
  });

  it('takes its place in the ensemble from myid', async () => {
    await writeFile(join(directory, 'myid'), '7\n');
    const servers = 'server.9=c:3:4\nserver.7=b:1:2;2199\nserver.2=a:1:2:observer\n';
    expect(await configOf(await write(servers))).toMatchObject({
      self: 1,
      clientPort: 2199,
      peers: [{ host: 'a', port: 1, id: 2 }, { id: 7 }, { host: 'c', port: 3, id: 9 }],
      described: { serverId: 7, electionPort: 2, quorumPort: 1 },
      warnings: [{ message: '2 voters survive no more failures than 1 do' }],
    });
  });

  it('has its servers in a file of their own, if it says so', async () => {
    await writeFile(join(directory, 'myid'), '1');
    const dynamic = join(directory, 'zoo.cfg.dynamic');
    await writeFile(dynamic, 'server.1=a:1:2;5\nserver.2=b:1:2;5\nserver.3=c:1:2;5\n');
    const found = await configOf(await write(`dynamicConfigFile=${dynamic}\n`));
    expect(found).toMatchObject({ self: 0, clientPort: 5, warnings: [] });
    expect(found.peers).toHaveLength(3);
  });

  it('has groups and weights, in whichever file they stand', async () => {
    await writeFile(join(directory, 'myid'), '1');
    const dynamic = join(directory, 'zoo.cfg.dynamic');
    const servers = 'server.1=a:1:2;5\nserver.2=b:1:2;5\nserver.3=c:1:2;5\nserver.4=d:1:2;5\n';
    const quorums = 'group.1=1:2:3:4\nweight.1=2\n';
    await writeFile(dynamic, servers + quorums);
    const hierarchy = {
      groups: [{ id: 1, servers: [1, 2, 3, 4] }],
      weights: [2, 1, 1, 1].map((weight, at) => ({ id: at + 1, weight })),
    };
    // Nor does it warn of four voters, of which one counts twice.
    const found = { hierarchy, warnings: [] };
    expect(await configOf(await write(`dynamicConfigFile=${dynamic}\n`))).toMatchObject(found);
    expect(await configOf(await write(servers + quorums))).toMatchObject(found);
    const both = write(`${quorums}dynamicConfigFile=${dynamic}\n`);
    await expect(both.then(configOf)).rejects.toMatchObject({
      code: 'contradiction',
      message: expect.stringMatching(/zoo\.cfg:2: .*and a group\.N here as well: put all group\.N/),
    });
  });

  it.each([
    ['group.1=1:2\nweight.3=0', 'contradiction', 'zoo.cfg:4: server 3 votes and is in no group'],
    ['weight.1=1', 'contradiction', 'zoo.cfg:2: server 1 votes and is in no group'],
    ['group.1=1:2:3\nweight.2=much', 'malformed-value', 'zoo.cfg:6: weight.2 is "much": write'],
    [
      'group.1=1:2:3\nweight.1=0\nweight.2=0\nweight.3=0',
      'contradiction',
      'zoo.cfg:5: no voter weighs anything: give one of them',
    ],
    [
      'core=raft\ngroup.1=1:2:3',
      'unsupported',
      'zoo.cfg:6: on raft all voters count alike: take them out, or take core=zab',
    ],
    [
      'core=paxos\ngroup.1=1:2\ngroup.2=3',
      'unsupported',
      'zoo.cfg:6: on paxos there is one group at most: put all voters into one group, or',
    ],
  ])('refuses %j', async (text, code, message) => {
    await writeFile(join(directory, 'myid'), '1');
    const servers = 'server.1=a:1:2;5\nserver.2=b:1:2;5\nserver.3=c:1:2;5\n';
    await expect(write(servers + text).then(configOf)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [
      'server.1=a:1:2\nserver.2=b:1:2',
      null,
      'missing-key',
      'myid:1: there is no such file: write the number',
    ],
    ['server.1=a:1:2\nserver.2=b:1:2', '3', 'malformed-value', 'one of 1, 2'],
    ['tickTime=1', null, 'missing-key', 'clientPort is not set'],
    [
      'core=paxos\nserver.1=a:1:2\nserver.2=b:1:2:observer',
      '1',
      'unsupported',
      'zoo.cfg:4: server.2 is an observer',
    ],
  ])('refuses %j with %j as myid', async (text, myid, code, message) => {
    if (myid !== null) await writeFile(join(directory, 'myid'), myid);
    const file = await write(text);
    await expect(configOf(file)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('does not begin empty where Apache has its data', async () => {
    const config = await write('clientPort=0');
    await mkdir(join(directory, 'version-2'));
    await writeFile(join(directory, 'version-2', 'snapshot.0'), '');
    await expect(startServer({ config })).rejects.toMatchObject({ code: 'foreign-data' });
    await mkdir(join(directory, 'menagerie-zab'));
    expect(await configOf(config)).toMatchObject({ clientPort: 0 });
  });

  it('names a file that cannot be read', async () => {
    await expect(configOf(join(directory, 'none'))).rejects.toMatchObject({ code: 'unreadable' });
  });
});
