import { type ACL, Perms } from '@menagerie/jute';
import * as c from '../store/columns.ts';
import type { Store } from '../store/store.ts';

/** Where the ensemble's configuration is. */
export const CONFIG = '/zookeeper/config';

const anyone = { scheme: 'world', id: 'anyone' };
const open: readonly ACL[] = [{ perms: Perms.all, id: anyone }];
const readable: readonly ACL[] = [{ perms: Perms.read, id: anyone }];

/** Plants the znodes that every tree begins with. They are no creates: nobody counts them. */
export function plant(store: Store, seed: number): void {
  store.plantRoot(seed);
  store.setAcl(c.ROOT, open);
  store.setData(c.ROOT, new Uint8Array());
  store.digest.add(store.rows, c.ROOT);
  const zookeeper = child(store, c.ROOT, 'zookeeper', open);
  child(store, zookeeper, 'quota', open);
  const config = child(store, zookeeper, 'config', readable);
  store.rows.set(config, c.AVERSION, -1);
}

function child(store: Store, parent: number, name: string, acl: readonly ACL[]): number {
  const row = store.open(name);
  store.setAcl(row, acl);
  store.setData(row, new Uint8Array());
  store.hang(row, parent);
  store.enter(row);
  return row;
}
