import { RawClient } from '../test/helpers/raw-client.ts';
import { word } from '../test/helpers/word.ts';
import type { Ending, Shown } from '../test/judge/history.ts';
import { sessionText, shownIn } from './asking.ts';

/** Of the sessions that look: one whose end is lost is waited for. */
const READER_MS = 1000;

/** What one server has, and which sessions it knows of. */
interface Found {
  readonly shown: ReadonlyMap<string, Shown | null>;
  readonly sessions: ReadonlySet<string>;
}

/**
 * Looks at all servers when nothing is wrong any more, until they and the sessions stand still.
 *
 * @param count how many sessions are there because their clients are
 * @param live which those are: others are waited for to end
 */
export async function endingOf(
  ports: readonly number[],
  paths: readonly string[],
  count: number,
  live: () => readonly string[],
): Promise<Ending> {
  for (;;) {
    const before = live();
    if (before.length < count) {
      await passed();
      continue;
    }
    const found: Found[] = [];
    // One after the other: each is a session while it looks.
    for (const port of ports) found.push(await lookAt(port, paths));
    const [first] = found;
    if (first === undefined) throw new RangeError('there are no servers');
    if (before.join() === live().join() && found.every((one) => hasOnly(one, before))) {
      const trees = found.map(({ shown }) => JSON.stringify([...shown]));
      return { trees, shown: first.shown, sessions: before };
    }
    await passed();
  }
}

/** Whether those sessions are there, and no others. */
function hasOnly({ sessions }: Found, live: readonly string[]): boolean {
  return sessions.size === live.length && live.every((session) => sessions.has(session));
}

/** Behind a `sync`, so that it has all that was answered anywhere. */
async function lookAt(port: number, paths: readonly string[]): Promise<Found> {
  for (;;) {
    const client = await RawClient.open(port, { timeOut: READER_MS });
    const before = await word(port, 'dump');
    const synced = await client.tryAsk('sync', { path: '/' });
    const replies = await Promise.all(
      paths.map(async (path) => ({
        path,
        reply: await client.tryAsk('getData', { path, watch: false }),
      })),
    );
    // Also those that ended while it looked.
    const after = await word(port, 'dump');
    const sessions = new Set([...sessionsIn(before), ...sessionsIn(after)]);
    await client.tryAsk('closeSession', null);
    client.vanish();
    sessions.delete(sessionText(client.session));
    if (synced?.type !== 'done' || replies.some(({ reply }) => reply === null)) continue;
    const shown = new Map(
      replies.map(({ path, reply }) => [
        path,
        reply?.type === 'done' ? shownIn(reply.body.data, reply.body.stat) : null,
      ]),
    );
    return { shown, sessions };
  }
}

function sessionsIn(dump: string): string[] {
  const [known = ''] = dump.split('Connections dump');
  return [...known.matchAll(/0x([0-9a-f]+)/g)].map(([, id = '']) => id);
}

function passed(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
