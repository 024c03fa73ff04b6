import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROTOCOLS } from '../src/model/protocols.ts';
import { Service } from '../src/worker/service.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'apps', 'site', 'src', 'zoo');

interface Row {
  readonly id: string;
  readonly property: string | null;
  readonly fragment: string | null;
}

describe.each(PROTOCOLS)('the zoo of %s', (protocol) => {
  const rows: readonly Row[] = JSON.parse(readFileSync(join(folder, `${protocol}.json`), 'utf8'));
  const shown = rows.filter(({ fragment }) => fragment !== null);

  test.each(shown)('opens $id in the lab, with its mistake and its property', async (row) => {
    const service = new Service();
    const result = await service.open({ type: 'link', link: `#${row.fragment}` });
    if (!result.ok) throw new Error(`${row.id}: ${result.problem.code} ${result.problem.place}`);
    expect(result.meta.protocol).toBe(protocol);
    expect(result.meta.mutant?.id).toBe(row.id);
    // Those that every run has are not among those of the protocol.
    const ofProtocol = result.meta.properties.map(({ name }) => name);
    expect([...ofProtocol, 'Progress', 'No Exception']).toContain(row.property);
  });
});
