import { fingerprintText, type ProtocolSchemas, type Shape, Words } from '@menagerie/contract';
import type { ServerCell } from './server-cell.ts';
import type { World } from './world.ts';

const RATE_UNIT = 1_000_000;

/**
 * The canonical words of a whole world: servers, disks, what waits for them, armed timers, links
 * and what is on them. Equal worlds give equal words, however they came to be. Times are left out:
 * they belong to the schedule.
 */
function encodeWorld<S extends Shape>(world: World<S>, words: Words): void {
  const { schemas } = world.protocol;
  for (const cell of world.servers) encodeCell(schemas, cell, words);
  const count = world.servers.length;
  for (let from = 0; from < count; from += 1) {
    words.push(world.network.cuts[from] ?? 0);
    for (let to = 0; to < count; to += 1) {
      const flights = world.network.between(from, to);
      words.push(world.network.sent(from, to));
      words.push(flights.length);
      for (const flight of flights) {
        words.push(flight.nth);
        words.push(flight.copy);
        schemas.message.encode(flight.message, words);
      }
    }
  }
}

/** Sixteen hexadecimal digits over the canonical words of a world. */
export function hashWorld<S extends Shape>(world: World<S>): string {
  const words = new Words();
  encodeWorld(world, words);
  return fingerprintText(words.fingerprint());
}

const STATUS_WORDS = { up: 0, paused: 1, crashed: 2 } as const;

function encodeCell<S extends Shape>(
  schemas: ProtocolSchemas<S>,
  cell: ServerCell<S>,
  words: Words,
): void {
  words.push(STATUS_WORDS[cell.status]);
  words.push(cell.incarnation);
  words.push(Math.round(cell.rate * RATE_UNIT));
  words.push(cell.delivered);
  if (cell.state !== null) schemas.state.encode(cell.state, words);
  schemas.image.encode(cell.image, words);
  words.push(cell.unsynced.length);
  for (const batch of cell.unsynced) {
    words.push(batch.records.length);
    for (const record of batch.records) schemas.record.encode(record, words);
  }
  encodeHeld(schemas, cell, words);
  // Which timers are armed matters, the order in which they were armed does not.
  const timers = cell.timers.map((armed) => armed.timer).sort();
  words.push(timers.length);
  for (const timer of timers) schemas.timer.encode(timer, words);
}

function encodeHeld<S extends Shape>(
  schemas: ProtocolSchemas<S>,
  cell: ServerCell<S>,
  words: Words,
): void {
  words.push(cell.held.length);
  for (const { effect, batch } of cell.held) {
    // Relative, since the numbering of batches is the driver's own.
    words.push(batch - cell.synced);
    switch (effect.type) {
      case 'send':
        words.push(0);
        words.push(effect.to);
        schemas.message.encode(effect.message, words);
        break;
      case 'deliver':
        words.push(1);
        schemas.output.encode(effect.output, words);
        break;
      case 'answer':
        words.push(2);
        words.push(effect.request);
        schemas.answer.encode(effect.answer, words);
    }
  }
}
