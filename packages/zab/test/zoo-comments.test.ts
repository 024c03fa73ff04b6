import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zabZoo } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';

const source = join(import.meta.dirname, '../src');

const core = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('testing'))
  .map((file) => readFileSync(join(source, file), 'utf8'))
  .join('\n');

describe('the line that prevents a known mistake', () => {
  it.each(zabZoo.map(({ id }) => id))('names %s, once', (id) => {
    expect(core.split(id).length - 1).toBe(1);
  });
});
