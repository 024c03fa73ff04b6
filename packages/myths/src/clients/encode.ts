import type { Words } from '@menagerie/contract';
import { encodeText } from '../tree/tree.ts';

/**
 * Canonical words of plain data: null, booleans, whole numbers, strings, arrays and objects of
 * these. Keys are taken in their own order, so that it does not matter in which they were written.
 */
export function encodePlain(value: unknown, words: Words): void {
  if (value === null) {
    words.push(0);
  } else if (typeof value === 'boolean') {
    words.push(value ? 2 : 1);
  } else if (typeof value === 'number') {
    words.push(3);
    words.push(value);
  } else if (typeof value === 'string') {
    words.push(4);
    encodeText(value, words);
  } else if (Array.isArray(value)) {
    words.push(5);
    words.push(value.length);
    for (const item of value) encodePlain(item, words);
  } else if (typeof value === 'object') {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    words.push(6);
    words.push(entries.length);
    for (const [key, item] of entries) {
      encodeText(key, words);
      encodePlain(item, words);
    }
  }
}
