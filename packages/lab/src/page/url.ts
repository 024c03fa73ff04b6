import { choiceOf, DEFAULT_CHOICE } from '../model/builtins.ts';
import { isProtocolName } from '../model/protocols.ts';
import type { BuiltinChoice, OpenSource } from '../model/run.ts';

/** The run that an address asks for. */
export function sourceOfUrl(search: string, hash: string): OpenSource {
  if (/^#.*\br=/.test(hash)) return { type: 'link', link: hash };
  return { type: 'builtin', choice: choiceOfSearch(search) };
}

export function choiceOfSearch(search: string): BuiltinChoice {
  const query = new URLSearchParams(search);
  const protocol = query.get('protocol') ?? DEFAULT_CHOICE.protocol;
  const base = choiceOf(
    query.get('scenario'),
    isProtocolName(protocol) ? protocol : DEFAULT_CHOICE.protocol,
  );
  return {
    ...base,
    servers: whole(query.get('servers'), 3, 9, base.servers),
    seed: whole(query.get('seed'), 0, 0xffff_ffff, base.seed),
    mutant: query.get('break'),
    preVote: query.get('prevote') !== 'off',
    checkQuorum: query.get('quorum') !== 'off',
    variant: query.get('rules') === 'paper' ? 'paper' : base.variant,
  };
}

/** The query for a built-in scenario: only what differs from its own knobs. */
export function searchOfChoice(choice: BuiltinChoice): string {
  const base = choiceOf(choice.name, choice.protocol);
  const query = new URLSearchParams();
  if (choice.protocol !== DEFAULT_CHOICE.protocol) query.set('protocol', choice.protocol);
  query.set('scenario', choice.name);
  if (choice.servers !== base.servers) query.set('servers', String(choice.servers));
  if (choice.seed !== base.seed) query.set('seed', String(choice.seed));
  if (choice.mutant !== null) query.set('break', choice.mutant);
  if (!choice.preVote) query.set('prevote', 'off');
  if (!choice.checkQuorum) query.set('quorum', 'off');
  if (choice.variant !== base.variant) query.set('rules', choice.variant);
  return `?${query.toString()}`;
}

function whole(text: string | null, least: number, most: number, otherwise: number): number {
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : otherwise;
}
