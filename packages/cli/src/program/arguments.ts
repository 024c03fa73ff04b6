import { InvalidArgumentError } from 'commander';

/** A port, or 0 for any. */
export function port(text: string): number {
  return whole(text, 0, 65_535, 'a port is a number from 0 to 65535');
}

/** How many servers. */
export function servers(text: string): number {
  return whole(text, 1, 31, 'an ensemble has 1 to 31 servers');
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
