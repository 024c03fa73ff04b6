import type { CoreName } from '@menagerie/server';
import type { Machine } from '../simulation/machine.ts';
import { asked } from './asked.ts';
import { machinesOf, type SettledOptions, settled } from './machines.ts';

const SILENCE_MS = 200;
/** Long enough for any election, and for a server that was exchanged. */
export const LONG_MS = 60_000;
/** What a server logs that was exchanged. */
export const EXCHANGED = 'it votes again';
/** What it logs that finds out that it lost its disk. */
export const FOUND_OUT = 'others knew another disk of this server';
const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

type Made = ReturnType<typeof machinesOf>;

/** What servers said, and what can be done with them. */
function withTools<M extends Made>(made: M, lines: readonly Line[]) {
  const { timeline, network } = made;
  const said = (who: Machine, text: string): number =>
    lines.filter((line) => line.who === who.name && line.text.includes(text)).length;
  const exists = { path: '', watch: false };
  return {
    ...made,
    said,
    told: (who: Machine, text: string, times: number = 1) =>
      timeline.runUntil(() => said(who, text) >= times, LONG_MS),
    follow: (...some: readonly Machine[]) =>
      timeline.runUntil(
        () => some.every(({ role }) => role !== null && role !== 'looking'),
        LONG_MS,
      ),
    create: async (at: Machine, path: string) => {
      const body = { path, data: null, acl: OPEN, flags: 0 };
      return (await asked(network, timeline, at, 'create', body))?.type;
    },
    has: async (at: Machine, path: string) =>
      (await asked(network, timeline, at, 'exists', { ...exists, path }))?.type === 'done',
  };
}

interface Line {
  readonly who: string;
  readonly text: string;
}

function hearing({ log = () => {}, ...more }: SettledOptions) {
  const lines: Line[] = [];
  const heard: SettledOptions['log'] = (at, who, fields, text) => {
    lines.push({ who, text });
    log(at, who, fields, text);
  };
  return { lines, more: { ...more, log: heard } };
}

/** Servers that have not been started. */
export function unstarted(core: CoreName, seed: number, options: SettledOptions = {}) {
  const { lines, more } = hearing(options);
  return withTools(machinesOf(core, seed, SILENCE_MS, more), lines);
}

/** Servers of which one leads: that, and two that vote and follow. */
export async function three(core: CoreName, seed: number, options: SettledOptions = {}) {
  const { lines, more } = hearing(options);
  const all = withTools(await settled(core, seed, SILENCE_MS, more), lines);
  const { leader, machines } = all;
  const [one, other] = machines.filter((machine) => machine !== leader);
  if (one === undefined || other === undefined) throw new Error('there are not three');
  return { ...all, one, other };
}
