import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { CoreName, LinkName, PlaygroundAct, PlaygroundMessage } from '@menagerie/server';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Cut } from '../cuts.ts';
import { type Admission, admissionOf, type DoorOptions, pathOf } from './door.ts';
import { refuse } from './gateway.ts';
import { readAct } from './read-act.ts';

/** A server process as a playground plays with it. */
export interface PlaygroundMember {
  readonly state: { readonly type: 'starting' | 'running' | 'paused' | 'ended' };
  /** `null` while there is no process. */
  readonly pid: number | null;
  readonly clientPort: number;
  readonly gatewayPort: number | null;
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Cuts links, now and after a restart; those that are not named are whole. */
  cut(cut: Cut): void;
}

/** The servers of a playground, each at its place. */
export interface PlaygroundEnsemble {
  readonly core: CoreName;
  readonly members: readonly PlaygroundMember[];
}

/** A playground at a server of pages. */
export interface Playground {
  /**
   * Takes a request for a WebSocket below its path: `control`, or `servers/N/jute` and
   * `servers/N/trace` of server N, counted from 0.
   */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Something about the ensemble changed. */
  changed(): void;
  close(): void;
}

const MOST_BYTES = 16 * 1024;

/**
 * Lets pages follow an ensemble of processes and, those that know the token, break it.
 *
 * @param path what stands before all addresses, such as `/live/`
 * @param ensemble `null` while none runs
 */
export function openPlayground(
  path: string,
  ensemble: () => PlaygroundEnsemble | null,
  door: DoorOptions,
): Playground {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES });
  const pages = new Map<WebSocket, Admission>();
  let cuts: readonly LinkName[] = [];
  const tell = (page: WebSocket, admission: Admission): void => {
    const shown = ensemble();
    if (shown === null) return;
    const members = shown.members.map(({ state, pid, clientPort }) => ({
      status: state.type,
      pid,
      clientPort,
    }));
    say(page, {
      type: 'ensemble',
      core: shown.core,
      mayAct: admission === 'change',
      members,
      cuts,
    });
  };
  const changed = (): void => {
    for (const [page, admission] of pages) tell(page, admission);
  };
  const carryOut = async (text: string): Promise<string | null> => {
    const { members = [] } = ensemble() ?? {};
    const act = readAct(text, members.length);
    if (act === null) return 'this is no act';
    try {
      cuts = await play(act, members, cuts);
      changed();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const enter = (page: WebSocket, admission: Admission): void => {
    pages.set(page, admission);
    page.on('close', () => pages.delete(page));
    page.on('error', () => {});
    // A whole message is one buffer.
    page.binaryType = 'nodebuffer';
    page.on('message', (data) => {
      const text = Buffer.isBuffer(data) ? data.toString() : '';
      const done =
        admission === 'change'
          ? carryOut(text)
          : Promise.resolve('this page does not know the token');
      void done.then((reason) => {
        if (reason !== null) say(page, { type: 'refused', reason });
      });
    });
    tell(page, admission);
  };
  return {
    upgrade: (request, socket, head) => {
      const admission = admissionOf(request, door);
      const asked = pathOf(request).slice(path.length);
      const server = /^servers\/(\d+)\/(?:jute|trace)$/.exec(asked)?.[1];
      const port = ensemble()?.members[Number(server ?? -1)]?.gatewayPort ?? null;
      if (admission === 'nothing') refuse(socket);
      else if (asked === 'control') {
        sockets.handleUpgrade(request, socket, head, (page) => enter(page, admission));
      } else if (port === null) refuse(socket);
      else hand(request, socket, head, port, asked.slice(asked.lastIndexOf('/')));
    },
    changed,
    close: () => {
      for (const page of pages.keys()) page.terminate();
    },
  };
}

function say(page: WebSocket, message: PlaygroundMessage): void {
  page.send(JSON.stringify(message));
}

/** @returns which links are cut afterwards */
async function play(
  act: PlaygroundAct,
  members: readonly PlaygroundMember[],
  cuts: readonly LinkName[],
): Promise<readonly LinkName[]> {
  switch (act.type) {
    case 'kill':
      await members[act.server]?.kill();
      return cuts;
    case 'restart':
      await members[act.server]?.start();
      return cuts;
    case 'pause':
    case 'resume':
      members[act.server]?.[act.type]();
      return cuts;
    case 'cut':
    case 'heal': {
      const others = cuts.filter((link) => !includes(act.links, link));
      const left = act.type === 'cut' ? [...others, ...act.links] : others;
      // Both ends are told: one of them may stand still.
      for (const [server, member] of members.entries()) {
        member.cut({
          mute: left.filter(({ from }) => from === server).map(({ to }) => to),
          deaf: left.filter(({ to }) => to === server).map(({ from }) => from),
        });
      }
      return left;
    }
  }
}

function includes(links: readonly LinkName[], { from, to }: LinkName): boolean {
  return links.some((link) => link.from === from && link.to === to);
}

/** Hands a request on to the gateway of a server, with all that comes behind it. */
function hand(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  port: number,
  path: string,
): void {
  const query = request.url?.slice(pathOf(request).length) ?? '';
  const onward = connect({ host: '127.0.0.1', port, noDelay: true }, () => {
    const lines = [`GET ${path}${query} HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    }
    onward.write(`${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  for (const [one, other] of [
    [onward, socket],
    [socket, onward],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}
