import type { KnownRequest } from '@menagerie/jute';

/** How ZooKeeper's `cons` abbreviates operations. */
const NAMES: Partial<Readonly<Record<KnownRequest['type'], string>>> = {
  create: 'CREA',
  create2: 'CREA',
  createContainer: 'CREA',
  createTTL: 'CREA',
  delete: 'DELE',
  exists: 'EXIS',
  getData: 'GETD',
  setData: 'SETD',
  getACL: 'GETA',
  setACL: 'SETA',
  getChildren: 'GETC',
  getChildren2: 'GETC',
  sync: 'SYNC',
  ping: 'PING',
  multi: 'MULT',
  multiRead: 'MLTR',
  reconfig: 'RECO',
  checkWatches: 'CHKW',
  removeWatches: 'REMW',
  setWatches: 'SETW',
  setWatches2: 'STW2',
  addWatch: 'ADDW',
  getEphemerals: 'GETE',
  getAllChildrenNumber: 'GETACN',
  whoAmI: 'HOMI',
  closeSession: 'CLOS',
};

export function operationName(type: KnownRequest['type']): string {
  return NAMES[type] ?? 'NA';
}
