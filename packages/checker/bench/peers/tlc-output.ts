import { PeerError } from './errors.ts';

/** What TLC reports in the end. */
export interface TlcReport {
  readonly version: string;
  readonly distinct: number;
  readonly generated: number;
  /** Seconds that it says it took; whole ones once they are many. */
  readonly seconds: number;
}

const VERSION = /^TLC2 Version (.+?) of .*?\(rev: (\w+)\)/m;
const COUNTS =
  /^([\d,]+) states generated, ([\d,]+) distinct states found, 0 states left on queue/m;
const FINISHED = /^Finished in ([\dhmins ]+?) at /m;
const DURATION = /(\d+)\s*(h|min|ms|s)/g;
const SECONDS: Readonly<Record<string, number>> = { h: 3600, min: 60, s: 1, ms: 0.001 };

/**
 * Reads what TLC prints when it has looked at all states and found nothing wrong.
 *
 * @throws PeerError `unreadable-output` where it has not
 */
export function readTlc(output: string): TlcReport {
  const [, version, revision] = VERSION.exec(output) ?? [];
  const [, generated, distinct] = COUNTS.exec(output) ?? [];
  const [, took] = FINISHED.exec(output) ?? [];
  const isWhole = output.includes('No error has been found.');
  if (version === undefined || distinct === undefined || generated === undefined || !isWhole) {
    throw unreadable(output);
  }
  if (took === undefined) throw unreadable(output);
  return {
    version: `${version}, revision ${revision}`,
    distinct: numberIn(distinct),
    generated: numberIn(generated),
    seconds: secondsIn(took),
  };
}

function secondsIn(text: string): number {
  let seconds = 0;
  for (const [, count = '0', unit = 's'] of text.matchAll(DURATION)) {
    seconds += Number(count) * (SECONDS[unit] ?? 0);
  }
  return seconds;
}

function numberIn(text: string): number {
  return Number(text.replaceAll(',', ''));
}

function unreadable(output: string): PeerError {
  return new PeerError(
    'unreadable-output',
    `TLC did not say that it has looked at all states: ${output.trim().slice(-2000)}`,
    'Look at what it says, or give another jar with --tla2tools',
  );
}
