import { isKeeperError, type KeeperErrorCode } from '@menagerie/client';

/** A command that cannot be carried out as it stands; the message is for the person who wrote it. */
export class ShellError extends Error {
  override readonly name = 'ShellError';
}

/** As zkCli says it, so that scripts that look for it find it. */
const SAYS: Partial<Record<KeeperErrorCode, string>> = {
  'no-node': 'Node does not exist: ',
  'node-exists': 'Node already exists: ',
  'not-empty': 'Node not empty: ',
  'no-children-for-ephemerals': 'Ephemerals cannot have children: ',
  'no-auth': 'Insufficient permission : ',
  'bad-version': 'version No is not valid : ',
  'invalid-acl': 'Acl is not valid : ',
  'bad-arguments': 'Arguments are not valid : ',
  'not-read-only': 'Not a read-only call: ',
  'quota-exceeded': 'Quota has exceeded : ',
};

/** What to tell of an error of a command; `null` for one that nobody expects. */
export function sayingOf(error: unknown): string | null {
  if (error instanceof ShellError) return error.message;
  if (!isKeeperError(error)) return null;
  const says = SAYS[error.code];
  if (says === undefined || error.path === null) return error.message;
  return `${says}${error.path}`;
}
