import type { Shape, Subject } from '@menagerie/contract';
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { SimulatorError } from './errors.ts';
import { packScenario, unpackScenario } from './pack.ts';
import type { Scenario } from './scenario.ts';
import { scenarioFromJson, scenarioToJson } from './scenario-file.ts';

/** The version of what stands behind the point. */
const VERSION = '1';
/** Bytes ahead of the compressed text: its length and its checksum, four bytes each. */
const HEADER = 8;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * A link that holds the whole scenario behind `#r=`, where no server sees it: about ten characters
 * for each intervention.
 *
 * @param base address of the page that opens it; a fragment that it has is replaced
 */
export function scenarioToLink<S extends Shape>(
  base: string,
  scenario: Scenario<S>,
  subject: Subject<S>,
): string {
  const text = JSON.stringify(packScenario(scenarioToJson(scenario, subject)));
  const deflated = deflateSync(strToU8(text), { level: 9 });
  const framed = new Uint8Array(HEADER + deflated.length);
  const header = new DataView(framed.buffer);
  header.setUint32(0, deflated.length);
  header.setUint32(4, checksum(deflated));
  framed.set(deflated, HEADER);
  return `${base.replace(/#.*$/s, '')}#r=${VERSION}.${toDigits(framed)}`;
}

/**
 * The scenario in a link, or in its fragment alone.
 *
 * @throws SimulatorError `broken-link` for one that is not ours, of another version, cut off or
 *   mistyped; and whatever a scenario file may throw
 */
export function scenarioFromLink<S extends Shape>(
  link: string,
  subjects: readonly Subject<S>[],
): Scenario<S> {
  return scenarioFromJson(unpackScenario(packedIn(link)), subjects);
}

/** The protocol that a link names. @throws SimulatorError `broken-link` */
export function protocolOfLink(link: string): string {
  const json = unpackScenario(packedIn(link));
  if (typeof json === 'object' && json !== null && 'protocol' in json) {
    if (typeof json.protocol === 'string') return json.protocol;
  }
  throw broken('it names no protocol');
}

function packedIn(link: string): unknown {
  const found = /[#&?]r=([^&#]*)/.exec(link);
  if (found === null) throw broken('it holds no scenario: nothing in it begins with r=');
  const [, version, digits] = /^([^.]*)\.(.*)$/s.exec(found[1] ?? '') ?? [];
  if (version === undefined || digits === undefined) throw broken('it names no version');
  if (version !== VERSION) {
    throw broken(`it is of version ${version}, and this program reads version ${VERSION}`);
  }
  const framed = fromDigits(digits);
  if (framed.length < HEADER) throw broken('it was cut off');
  const header = new DataView(framed.buffer);
  const deflated = framed.subarray(HEADER);
  if (deflated.length < header.getUint32(0)) throw broken('it was cut off');
  const sum = header.getUint32(4);
  if (deflated.length > header.getUint32(0) || checksum(deflated) !== sum) {
    throw broken('a character of it was changed');
  }
  try {
    return JSON.parse(strFromU8(inflateSync(deflated)));
  } catch (error) {
    throw broken('it cannot be read', { cause: error });
  }
}

function broken(problem: string, options?: ErrorOptions): SimulatorError {
  const remedy = 'Copy the whole link again, or ask for the scenario as a file';
  return new SimulatorError('broken-link', '', `the link is broken: ${problem}`, remedy, options);
}

/** FNV-1a with a final mix: for accidents, not for adversaries. */
function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  sum ^= sum >>> 15;
  sum = Math.imul(sum, 0x2c1b3c6d);
  return (sum ^ (sum >>> 13)) >>> 0;
}

function toDigits(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = Math.min(bytes.length - at, 3) + 1;
    for (let i = 0; i < digits; i += 1) text += DIGITS[(group >>> (18 - 6 * i)) & 63];
  }
  return text;
}

function fromDigits(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let group = 0;
  let bits = 0;
  let at = 0;
  for (const digit of text) {
    const value = DIGITS.indexOf(digit);
    if (value < 0) throw broken(`"${digit}" cannot stand in it`);
    group = ((group << 6) | value) & 0xff_ffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (group >>> bits) & 0xff;
    at += 1;
  }
  return bytes;
}
