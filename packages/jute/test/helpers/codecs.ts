import * as jute from '@menagerie/jute';

function isRecord(value: unknown): value is jute.Codec<unknown> {
  if (typeof value !== 'object' || value === null || !('shape' in value)) return false;
  const { type } = (value as jute.Codec<unknown>).shape;
  return type === 'record' || type === 'sequence';
}

/** Every record that the package exports, by its name there. */
export const records: readonly (readonly [name: string, codec: jute.Codec<unknown>])[] =
  Object.entries(jute).flatMap(([name, value]) =>
    isRecord(value) ? [[name, value] as const] : [],
  );
