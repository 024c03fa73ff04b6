import type { SearchStatus } from '@menagerie/checker';

/** What the page asks of the worker. */
export type Asked =
  | { readonly type: 'explore'; readonly scope: string }
  | { readonly type: 'cancel' };

/** What the worker tells the page: after every slice, and in the end. */
export interface Told {
  readonly type: 'slice' | 'over' | 'cancelled';
  readonly scope: string;
  readonly status: SearchStatus;
  readonly distinct: number;
  readonly generated: number;
}
