import type { ServerOptions } from '@menagerie/server/node';

/** What a supervisor says to a server process. */
export type ToServer =
  /** Once, first. */
  { readonly type: 'start'; readonly options: ServerOptions };

/** What a server process says to its supervisor. */
export type FromServer =
  | { readonly type: 'listening'; readonly clientPort: number }
  | { readonly type: 'role'; readonly role: ServerRole }
  /** It ends, for this reason. */
  | { readonly type: 'failed'; readonly reason: string };

/** What a server says of itself. */
export type ServerRole = 'looking' | 'following' | 'leading';
