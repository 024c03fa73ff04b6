import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOf } from './hex.ts';

/** Longs and bytes are `{ "$long": "1" }` and `{ "$bytes": "00ff" }` in a fixture. */
export function fixture(name: string): unknown {
  const file = join(import.meta.dirname, '..', 'fixtures', `${name}.golden.json`);
  return JSON.parse(readFileSync(file, 'utf8'), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$long' in value) return BigInt(String(value.$long));
    return '$bytes' in value ? bytesOf(String(value.$bytes)) : value;
  });
}
