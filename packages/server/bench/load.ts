import { Line, requestOf } from './line.ts';

export const VALUE = new Uint8Array(128).fill(0x76);
const WORLD = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

export const create = (path: string): Buffer =>
  requestOf('create', { path, data: VALUE, acl: WORLD, flags: 0 });
export const write = (path: string): Buffer =>
  requestOf('setData', { path, data: VALUE, version: -1 });
export const read = (path: string): Buffer => requestOf('getData', { path, watch: false });
export const close = requestOf('closeSession', null);

/** A session at the server, however often it must be asked. */
export async function openAt(port: number): Promise<Line> {
  for (;;) {
    const line = await Line.open(port);
    if (line !== null) return line;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Sessions, spread evenly over servers. */
export function openOver(ports: readonly number[], count: number): Promise<Line[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => openAt(ports[i % ports.length] ?? 0)));
}

export interface Pace {
  /** Requests that each session has under way at once. */
  readonly pipelined: number;
  readonly seconds: number;
}

/** What came of a load. */
export interface Driven {
  readonly answered: number;
  readonly seconds: number;
  /** Milliseconds, of each request. */
  readonly latencies: readonly number[];
}

/** Each session sends its request again and again, and waits for answers only as the pace says. */
export async function drive(
  lines: readonly Line[],
  requestFor: (session: number) => Buffer,
  { pipelined, seconds }: Pace,
): Promise<Driven> {
  const began = performance.now();
  const until = began + seconds * 1000;
  const latencies: number[] = [];
  const each = lines.map((line, session) => {
    const request = requestFor(session);
    return new Promise<void>((resolve, reject) => {
      let underWay = 0;
      const next = (): void => {
        const sent = performance.now();
        if (sent >= until) {
          if (underWay === 0) resolve();
          return;
        }
        underWay += 1;
        line.send(request, (error) => {
          underWay -= 1;
          if (error !== 0) {
            const what = error === null ? 'nothing: the connection ended' : `error ${error}`;
            reject(new RangeError(`a request was answered with ${what}`));
            return;
          }
          latencies.push(performance.now() - sent);
          next();
        });
      };
      line.together(() => {
        for (let i = 0; i < pipelined; i += 1) next();
      });
    });
  });
  await Promise.all(each);
  return { answered: latencies.length, seconds: (performance.now() - began) / 1000, latencies };
}
