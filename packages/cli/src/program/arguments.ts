import { InvalidArgumentError } from 'commander';

/** A port, or 0 for any. */
export function port(text: string): number {
  return whole(text, 0, 65_535, 'a port is a number from 0 to 65535');
}

/** How many servers. */
export function servers(text: string): number {
  return whole(text, 1, 31, 'an ensemble has 1 to 31 servers');
}

/** How many of something. */
export function count(text: string): number {
  return whole(text, 1, Number.MAX_SAFE_INTEGER, 'a count is a whole number from 1 on');
}

/** Of a value: what a request can hold. */
export function bytes(text: string): number {
  return whole(text, 0, 1_000_000, 'a value has 0 to 1000000 bytes');
}

/** A share. */
export function percent(text: string): number {
  return whole(text, 0, 100, 'a share is a whole number from 0 to 100');
}

/** A span of time. */
export function milliseconds(text: string): number {
  return whole(text, 1, 2 ** 31 - 1, 'a time is a whole number of milliseconds');
}

/** A batch of a log. */
export function batch(text: string): number {
  return whole(text, 1, Number.MAX_SAFE_INTEGER, 'a batch is a number from 1 on');
}

function whole(text: string, least: number, most: number, problem: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new InvalidArgumentError(`${problem}.`);
  }
  return value;
}
