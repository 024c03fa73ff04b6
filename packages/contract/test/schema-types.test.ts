import { expectTypeOf, it } from 'vitest';
import { bool, bytes, frozen, type Infer, list, option, record, server, u32, union } from '@menagerie/contract';

const entry = frozen(record({ term: u32, payload: bytes }));
const role = union({ follower: { leader: option(server) }, leader: { votes: list(bool) } });
const state = record({ term: u32, log: list(entry), role });

it('a schema tells its type', () => {
  type State = Infer<typeof state>;
  expectTypeOf<State['term']>().toEqualTypeOf<number>();
  expectTypeOf<State['log']>().toEqualTypeOf<Readonly<{ term: number; payload: Uint8Array }>[]>();
  expectTypeOf<State['role']>().toEqualTypeOf<
    { type: 'follower'; leader: number | null } | { type: 'leader'; votes: boolean[] }
  >();
});
