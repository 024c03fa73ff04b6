import { bytesToText, idsOf } from '@menagerie/contract';
import type { Glyph, MessageKind } from '../model/run.ts';

/** A client's payload as people read it: `w17` is the seventeenth write. */
export function payloadText(data: Uint8Array): string {
  return bytesToText(data).replace(/^text:/, '');
}

/** Servers of a set, counted from 1 as the page counts them. */
export function serversText(set: number): string {
  return `{${idsOf(set)
    .map((id) => `S${id + 1}`)
    .join(' ')}}`;
}

export function serverText(id: number | null): string {
  return id === null ? '–' : `S${id + 1}`;
}

/** A message's name on the wire: `requestVote` is sent as `RequestVote`. */
export function capitalized(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1);
}

/** Why nothing was done, and whom to ask instead where the server knows. */
export function refusedText(reason: string, role: string, instead: number | null): string {
  const hint = instead === null ? '' : `, ${role} ${serverText(instead)}`;
  return `refused: ${reason}${hint}`;
}

/** A kind of message: its name on the wire, its glyph, and what it says. */
export function kind(name: string, glyph: Glyph, en: string, zh: string): MessageKind {
  return { name, glyph, says: { en, zh } };
}

/** Where each kind of message stands among the kinds, by its name. */
export function codesOf(kinds: readonly MessageKind[]): ReadonlyMap<string, number> {
  return new Map(kinds.map(({ name }, code) => [name, code]));
}
