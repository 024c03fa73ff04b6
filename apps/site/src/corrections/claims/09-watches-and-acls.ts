import type { Part } from '../types.ts';
import { acls } from './09-acls.ts';
import { watches } from './09-watches.ts';

export const watchesAndAcls: Part = {
  id: 'watches-and-acls',
  title: { en: 'Watches and ACLs', zh: '监视点与 ACL' },
  claims: [...watches, ...acls],
};
