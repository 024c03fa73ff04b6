import type { Cut, ServerOptions } from '@menagerie/server/node';

/** What a supervisor says to a server process. */
export type ToServer =
  /** Once, first. */
  | { readonly type: 'start'; readonly options: ServerOptions }
  /** These links are cut, and no others. */
  | { readonly type: 'cut'; readonly cut: Cut };

/** What a server process says to its supervisor. */
export type FromServer =
  | {
      readonly type: 'listening';
      readonly clientPort: number;
      readonly gatewayPort: number | null;
    }
  | { readonly type: 'role'; readonly role: ServerRole }
  /** It ends, for this reason. */
  | { readonly type: 'failed'; readonly reason: string };

/** What a server says of itself. */
export type ServerRole = 'looking' | 'following' | 'leading';
