import { ErrorCode } from '@menagerie/jute';
import { NEW_SESSION } from '../helpers/new-session.ts';
import type { Ending, Shown } from '../judge/history.ts';
import { shownOf, type Ticket } from './client.ts';
import { CLIENT_PORT, type Machine } from './machine.ts';
import type { Network } from './network.ts';
import { Place } from './place.ts';
import { Wire } from './wire.ts';

const AGAIN_MS = 100;
const NOBODY = { id: 0n, password: new Uint8Array(16), timeoutMs: 10_000 };

/** Looks at an ensemble on which all is quiet, as clients can. */
export async function inspect(
  network: Network,
  machines: readonly Machine[],
  paths: readonly string[],
  tickets: ReadonlyMap<string, Ticket>,
): Promise<Ending> {
  const place = new Place('inspector', network.timeline);
  // A server that has just found its leader serves nobody before it has all that it missed.
  const wires: Wire[] = [];
  for (const { name } of machines) {
    const wire = await take(network, place, name, NOBODY);
    if (wire !== null) wires.push(wire);
  }
  const sessions: string[] = [];
  for (const [name, ticket] of tickets) {
    const wire = await take(network, place, machines[0]?.name ?? '', ticket);
    if (wire === null) continue;
    sessions.push(name);
    wire.destroy();
  }
  const trees: string[] = [];
  let shown: ReadonlyMap<string, Shown | null> = new Map();
  for (const wire of wires) {
    shown = await readAll(wire, paths);
    const names = await namesIn(wire);
    trees.push(JSON.stringify([[...shown], names]));
    wire.destroy();
  }
  return { trees, shown, sessions };
}

/** A connection with a session, however often it takes; `null` where that is over. */
function take(network: Network, place: Place, host: string, ticket: Ticket): Promise<Wire | null> {
  return new Promise((resolve) => {
    const attempt = (): void => {
      const stream = network.dial({ host, port: CLIENT_PORT }, place);
      const { timeoutMs: timeOut, id: sessionId, password: passwd } = ticket;
      const request = { ...NEW_SESSION, timeOut, sessionId, passwd };
      let isGreeted = false;
      const wire = new Wire(stream, request, {
        greeted: ({ timeOut }) => {
          isGreeted = true;
          resolve(timeOut === 0 ? null : wire);
        },
        told: () => {},
        closed: () => {
          if (!isGreeted) place.after(AGAIN_MS, 'timer', attempt);
        },
      });
    };
    attempt();
  });
}

async function readAll(
  wire: Wire,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Shown | null>> {
  wire.ask('sync', { path: '/' }, () => {});
  const shown = paths.map(
    (path) =>
      new Promise<readonly [string, Shown | null]>((resolve, reject) => {
        wire.ask('getData', { path, watch: false }, (reply) => {
          if (reply.type === 'done') resolve([path, shownOf(reply.body.data, reply.body.stat)]);
          else if (reply.err === ErrorCode.noNode) resolve([path, null]);
          else reject(new Error(`reading ${path} failed with ${reply.err}`));
        });
      }),
  );
  return new Map(await Promise.all(shown));
}

function namesIn(wire: Wire): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    wire.ask('getChildren', { path: '/', watch: false }, (reply) => {
      if (reply.type === 'done') resolve(namesOf(reply.body.children));
      else reject(new Error(`listing failed with ${reply.err}`));
    });
  });
}

/** In the order of their letters: servers list them in any. */
function namesOf(children: readonly (string | null)[] | null): readonly string[] {
  return (children ?? []).map((name) => name ?? '').toSorted((a, b) => (a < b ? -1 : 1));
}
