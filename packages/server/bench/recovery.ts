import { create, openAt, read } from './load.ts';
import { processorSeconds } from './machine.ts';
import type { Measured } from './measures.ts';
import type { Rival } from './rivals.ts';

const ZNODES = 1_000_000;
const SESSIONS = 16;
const PIPELINED = 64;
/** Above what is written, so that all of it lies in the log. */
const NEVER = 10_000_000;

/**
 * A million znodes of 128 bytes, by one server that is killed: until it answers again with all of
 * them in the log, and with snapshots as the server makes them.
 */
export async function recovery(rival: Rival): Promise<readonly Measured[]> {
  return [
    ...(await recovered(rival, 'from a log of a million', NEVER)),
    ...(await recovered(rival, 'from snapshot and log', undefined)),
  ];
}

async function recovered(
  rival: Rival,
  how: string,
  snapshotEvery: number | undefined,
): Promise<readonly Measured[]> {
  const ensemble = await rival.start(1, snapshotEvery);
  try {
    const [port = 0] = ensemble.ports;
    await fill(port);
    ensemble.signal(0, 'SIGKILL');
    await ensemble.restart(0);
    const began = performance.now();
    const line = await openAt(port);
    const error = await line.ask(read(pathOf(ZNODES - 1)));
    if (error !== 0) throw new RangeError(`${rival.name} lost a znode: error ${error}`);
    return [
      { what: `${how}, ms`, value: performance.now() - began },
      { what: `${how}, CPU seconds`, value: processorSeconds(ensemble.pids) },
    ];
  } finally {
    await ensemble.close();
  }
}

async function fill(port: number): Promise<void> {
  const lines = await Promise.all(Array.from({ length: SESSIONS }, () => openAt(port)));
  const [first] = lines;
  await first?.ask(create('/r'));
  for (let i = 0; i < 1000; i += 1) await first?.ask(create(`/r/${i}`));
  let at = 1000;
  const one = async (line: (typeof lines)[number]): Promise<void> => {
    while (at < ZNODES) {
      at += 1;
      const error = await line.ask(create(pathOf(at - 1)));
      if (error !== 0) throw new RangeError(`a create was answered with error ${error}`);
    }
  };
  await Promise.all(lines.flatMap((line) => Array.from({ length: PIPELINED }, () => one(line))));
  for (const line of lines) line.destroy();
}

function pathOf(at: number): string {
  return at < 1000 ? `/r/${at}` : `/r/${at % 1000}/${at}`;
}
