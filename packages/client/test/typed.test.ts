import {
  clientAddressesIn,
  encodeText,
  jsonData,
  nameOf,
  parentOf,
  pathTrouble,
  sequenceOf,
  TypedZnode,
  textData,
  unprotectedName,
  ZnodeFamily,
} from '@menagerie/client';
import { describe, expect, it } from 'vitest';
import { SimulatedServers } from './helpers/simulated-server.ts';

const numbers = jsonData((value) => {
  if (typeof value !== 'number') throw new TypeError(`${String(value)} is no number`);
  return value;
});

const instances = new ZnodeFamily('/services/:service/:instance', numbers);

describe('a family of znodes', () => {
  it('makes paths of names and names of paths', () => {
    const path = instances.path({ service: 'web', instance: 'one' });
    expect(path).toBe('/services/web/one');
    expect(instances.match(path)).toEqual({ service: 'web', instance: 'one' });
    expect(instances.match('/services/web')).toBeNull();
    expect(instances.match('/other/web/one')).toBeNull();
    expect(instances.match('/services//one')).toBeNull();
  });

  it.each(['', 'a/b', '..', 'a\u0000'])('makes no path of the name %j', (service) => {
    const make = (): string => instances.path({ service, instance: 'one' });
    expect(make).toThrow(expect.objectContaining({ code: 'bad-path' }));
  });

  it('knows its names when it is compiled', () => {
    // @ts-expect-error -- there is no such name
    const make = (): string => instances.path({ service: 'web', other: 'x' });
    expect(make).toThrow('instance');
  });
});

describe('a typed znode', () => {
  it('has values for data', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const znode = instances.at(client, { service: 'web', instance: 'one' });
    await servers.world.until(znode.create(1, { parents: 'persistent' }));
    expect(await servers.world.until(znode.get())).toMatchObject({ value: 1 });
    await servers.world.until(client.set(znode.path, '"one"'));
    await expect(servers.world.until(znode.get())).rejects.toMatchObject({
      code: 'bad-data',
      path: '/services/web/one',
      cause: new TypeError('one is no number'),
    });
  });

  it('loses no update to another', async () => {
    const servers = new SimulatedServers(1);
    const one = await servers.open();
    const two = await servers.open();
    await servers.world.until(new TypedZnode(one, '/n', numbers).create(0));
    const updates = [one, two, one, two].map((client) =>
      new TypedZnode(client, '/n', numbers).update((value) => value + 1),
    );
    await servers.world.until(Promise.all(updates));
    expect(await servers.world.until(new TypedZnode(two, '/n', numbers).get())).toMatchObject({
      value: 4,
    });
  });

  it('has texts of all characters, and none for no data', () => {
    const text = 'a\u00e9\u4e2d\ud83d\ude00';
    expect(textData.decode(textData.encode(text))).toBe(text);
    expect(new TextDecoder().decode(encodeText(text))).toBe(text);
    expect(textData.decode(null)).toBe('');
  });
});

describe('paths', () => {
  it('come apart', () => {
    expect(parentOf('/a/b')).toBe('/a');
    expect(parentOf('/a')).toBe('/');
    expect(parentOf('/')).toBeNull();
    expect(nameOf('/a/b')).toBe('b');
    expect(sequenceOf('/a/lock-0000000012')).toBe(12);
    expect(sequenceOf('/a/lock')).toBeNull();
    expect(unprotectedName('_c_8a1c2d3e-0000-4000-8000-0123456789ab-lock-1')).toBe('lock-1');
    expect(unprotectedName('lock-1')).toBe('lock-1');
  });

  it('of sequential znodes may end in a slash', () => {
    expect(pathTrouble('/a/', true)).toBeNull();
    expect(pathTrouble('/a/')).not.toBeNull();
  });
});

describe('the configuration of the ensemble', () => {
  it('says where clients reach its members', () => {
    const config = [
      'server.1=one:2888:3888:participant;0.0.0.0:2181',
      'server.2=two:2888:3888:participant;public:2182',
      'server.3=three:2888:3888:observer',
      'server.4=[fe80::1]:2888:3888;2184',
      'version=100000000',
    ].join('\n');
    expect(clientAddressesIn(config)).toEqual(['one:2181', 'public:2182', '[fe80::1]:2184']);
    expect(clientAddressesIn('')).toEqual([]);
  });

  it('is followed by a client that is to', async () => {
    const servers = new SimulatedServers(2);
    const client = await servers.open({ followConfig: true });
    const configure = (address: string): void => {
      const data = encodeText(`server.1=a:1:2;${address}:1\nversion=1`);
      servers.apply({ type: 'configure', data, identities: null });
    };
    configure('first');
    await servers.world.pass(20);
    configure('second');
    await servers.world.pass(20);
    servers.cut();
    await servers.world.until(client.sync());
    expect(servers.hellos.at(-1)?.address).toBe('second:1');
  });
});
