import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may come in through a WebSocket. */
export interface DoorOptions {
  /**
   * Pages that may, such as `http://127.0.0.1:3000`. A browser says truly from which page a connection
   * comes; a page of any other origin gets nothing, whatever it knows.
   */
  readonly origins: readonly string[];
  /** Who knows it may change something, and needs no page. `null` for none. @default null */
  readonly token?: string | null;
}

/** What a newcomer may do: nothing, look, or look and change. */
export type Admission = 'nothing' | 'look' | 'change';

/**
 * A program without an origin can do what it can over TCP anyway, unless a token is asked for. A page
 * can be anybody's, so it is asked from where it is.
 */
export function admissionOf(
  request: Pick<IncomingMessage, 'headers' | 'url'>,
  { origins, token = null }: DoorOptions,
): Admission {
  const { origin } = request.headers;
  if (origin !== undefined && !origins.includes(origin)) return 'nothing';
  if (token === null || isToken(token, tokenOf(request))) return 'change';
  return origin === undefined ? 'nothing' : 'look';
}

/** The part of an address before its query. */
export function pathOf({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  return url.split('?', 1)[0] ?? '/';
}

function tokenOf({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  const query = url.slice(pathOf({ url }).length);
  return new URLSearchParams(query).get('token') ?? '';
}

function isToken(right: string, given: string): boolean {
  const one = Buffer.from(right);
  const other = Buffer.from(given);
  // How long it takes must not tell how much of it is right.
  return one.length === other.length && timingSafeEqual(one, other);
}
