import { type ConnectResponse, ErrorCode } from '@menagerie/jute';
import { type Heard, Line } from './line.ts';
import type { Ask, Step } from './steps.ts';

/** What the connections of a sequence heard, each in order, and what reading it takes. */
export interface Transcript {
  readonly lines: readonly { readonly client: number; readonly heard: readonly Heard[] }[];
  /** In the order in which they were opened. */
  readonly sessions: readonly bigint[];
  /** The zxid that the first session was opened with. */
  readonly base: bigint;
}

interface Client {
  line: Line;
  readonly session: bigint;
  readonly password: Uint8Array;
}

const NO_PASSWORD = new Uint8Array(16);
const TIMEOUT_MS = 40_000;

/** Servers of one tree, as a sequence needs them. */
export interface Served {
  readonly ports: readonly number[];
  /** Waits until all of them have applied the same: reads are local. */
  settled(): Promise<void>;
}

/** One client after the other does what a sequence says, each on a server, and on the next when it moves. */
export async function run(served: Served, steps: readonly Step[]): Promise<Transcript> {
  const { ports } = served;
  const clients = new Map<number, Client>();
  const lines: { client: number; line: Line }[] = [];
  const sessions: bigint[] = [];
  const moves = new Map<number, number>();
  const portOf = (client: number): number => {
    const at = Math.max(0, client) + (moves.get(client) ?? 0);
    return ports[at % ports.length] ?? 0;
  };
  await served.settled();
  const probe = new Line(portOf(0));
  const welcome = await probe.greet({ ...greeting(0n, NO_PASSWORD), lastZxidSeen: 0n });
  if (welcome !== null) sessions.push(welcome.sessionId);
  await probe.ask([{ type: 'ping', body: null }]);
  const base = zxidIn(probe);
  lines.push({ client: -1, line: probe });

  const dial = async (client: number, session: bigint, password: Uint8Array, seen: bigint) => {
    const line = new Line(portOf(client));
    lines.push({ client, line });
    const lastZxidSeen = base + seen;
    const response = await line.greet({ ...greeting(session, password), lastZxidSeen });
    if (response === null || response.timeOut <= 0) await line.ended();
    return { line, response };
  };
  // A session that nobody ends would expire in the middle of some later sequence.
  const end = async (client: Client, number: number) => {
    let { line } = client;
    if (line.closed) ({ line } = await dial(number, client.session, client.password, 0n));
    await asks(line, [{ type: 'closeSession', body: null }], base);
  };
  for (const step of steps) {
    await served.settled();
    const client = clients.get(step.client);
    switch (step.type) {
      case 'open': {
        if (client !== undefined) await end(client, step.client);
        const { line, response } = await dial(step.client, 0n, NO_PASSWORD, step.seen);
        if (response === null) break;
        sessions.push(response.sessionId);
        clients.set(step.client, { line, ...sessionIn(response) });
        break;
      }
      case 'ask':
        if (client !== undefined) await asks(client.line, [step.ask], base);
        break;
      case 'burst':
        if (client !== undefined) await asks(client.line, step.asks, base);
        break;
      case 'raw':
        if (client === undefined || client.line.closed) break;
        await client.line.raw(step.raw);
        await lastWords(client.line, ErrorCode.unimplemented);
        break;
      case 'move': {
        if (client === undefined) break;
        const { password, session } = client;
        moves.set(step.client, (moves.get(step.client) ?? 0) + 1);
        const given = step.password === 'right' ? password : password.map((byte) => byte ^ 1);
        const { line, response } = await dial(step.client, session, given, 0n);
        if (response !== null && response.timeOut > 0) {
          await client.line.ended();
          client.line = line;
        }
        break;
      }
      case 'vanish':
        if (client === undefined) break;
        // What is under way would be heard on some days and not on others.
        await asks(client.line, [{ type: 'ping', body: null }], base);
        client.line.vanish();
        break;
    }
  }
  await served.settled();
  // All that was told before has come once this is answered.
  for (const { line } of clients.values()) await asks(line, [{ type: 'ping', body: null }], base);
  for (const [number, client] of clients) await end(client, number);
  await asks(probe, [{ type: 'closeSession', body: null }], base);
  return {
    lines: lines.map(({ client, line }) => ({ client, heard: line.heard })),
    sessions,
    base,
  };
}

function greeting(sessionId: bigint, passwd: Uint8Array) {
  return { protocolVersion: 0, timeOut: TIMEOUT_MS, sessionId, passwd, readOnly: false };
}

function sessionIn({ sessionId, passwd }: ConnectResponse) {
  return { session: sessionId, password: passwd?.slice() ?? NO_PASSWORD };
}

function zxidIn(line: Line): bigint {
  const last = line.heard.at(-1);
  return last?.type === 'reply' ? last.reply.zxid : 0n;
}

async function asks(line: Line, asked: readonly Ask[], base: bigint): Promise<void> {
  if (line.closed) return;
  await line.ask(asked.map((ask) => absolute(ask, base)));
  await lastWords(line, ErrorCode.authFailed);
}

/** What comes behind a connection's last words would come on some days and not on others. */
async function lastWords(line: Line, error: number): Promise<void> {
  const last = line.heard.at(-1);
  if (last?.type !== 'reply') return;
  const { to, reply } = last;
  const failed = reply.type === 'failed';
  if (failed ? reply.err === error : to === 'closeSession') await line.ended();
}

/** Zxids of a sequence are relative to its first. */
function absolute(ask: Ask, base: bigint): Ask {
  const { type, body } = ask;
  if (body === null || !('relativeZxid' in body)) return ask;
  return { type, body: { ...body, relativeZxid: base + body.relativeZxid } };
}
