import type { OperationName, Reply, RequestBodies } from '@menagerie/jute';
import { CLIENT_PORT, type Machine } from '../simulation/machine.ts';
import type { Network } from '../simulation/network.ts';
import { Place } from '../simulation/place.ts';
import type { Timeline } from '../simulation/timeline.ts';
import { Wire } from '../simulation/wire.ts';
import { NEW_SESSION } from './new-session.ts';

/** Between two attempts, and for the answer of one. */
const AGAIN_MS = 100;
const PATIENCE_MS = 5000;
/** A server that does not serve for so long has something to wait for. */
const ATTEMPTS = 50;

/**
 * What a client of one server in simulated time is answered, once that serves; `null` where it does not.
 * What is read has all that was answered anywhere before.
 */
export async function asked<K extends OperationName>(
  network: Network,
  timeline: Timeline,
  { name: host }: Machine,
  type: K,
  body: RequestBodies[K],
): Promise<Reply<K> | null> {
  for (let left = ATTEMPTS; left > 0; left -= 1) {
    const stream = network.dial({ host, port: CLIENT_PORT }, new Place('client', timeline));
    let isClosed = false;
    let answer: Reply<K> | null = null;
    const wire: Wire = new Wire(stream, NEW_SESSION, {
      greeted: () => {
        wire.ask('sync', { path: '/' }, () => {});
        wire.ask(type, body, (reply) => {
          answer = reply;
        });
      },
      told: () => {},
      closed: () => {
        isClosed = true;
      },
    });
    await timeline.runUntil(() => answer !== null || isClosed, PATIENCE_MS);
    wire.destroy();
    if (answer !== null) return answer;
    await timeline.pass(AGAIN_MS);
  }
  return null;
}
