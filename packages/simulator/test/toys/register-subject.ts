import {
  defineProperty,
  has,
  type Mutant,
  type Property,
  record,
  type Subject,
  sizeOf,
  u32,
  type Violation,
} from '@menagerie/contract';
import { createRegister, PRIMARY, type RegisterRules, rightRules } from './register.ts';
import { type RegisterRule, type RegisterShape, versions } from './register-types.ts';

function violation(
  property: string,
  values: Readonly<Record<string, number>>,
  sentence: string,
): Violation {
  return { property, clause: 'only', values, servers: [PRIMARY], sentence };
}

const onMajority = defineProperty<RegisterShape, { durable: number[] }>({
  name: 'Written On Majority',
  source: 'toy',
  kind: 'always',
  says: 'What is answered as written was on the disks of a majority.',
  killedBy: ['T-02'],
  ghost: record({ durable: versions }),
  start: (config) => ({ durable: Array.from({ length: config.servers }, () => 0) }),
  observe: (ghost, happening, world) => {
    if (happening.type === 'durable') {
      const version = world.servers[happening.server]?.image.version ?? 0;
      ghost.durable[happening.server] = Math.max(ghost.durable[happening.server] ?? 0, version);
    }
    if (happening.type !== 'answered' || happening.answer.type !== 'written') return null;
    const { version } = happening.answer;
    const holders = ghost.durable.filter((held) => held >= version).length;
    if (2 * holders > ghost.durable.length) return null;
    return violation(
      'Written On Majority',
      { version, holders },
      `only ${holders} hold ${version}`,
    );
  },
});

const survives = defineProperty<RegisterShape, { written: number }>({
  name: 'Written Survives',
  source: 'toy',
  kind: 'always',
  says: 'The primary comes back with all that it has answered as written.',
  killedBy: ['T-03'],
  ghost: record({ written: u32 }),
  start: () => ({ written: 0 }),
  observe: (ghost, happening, world) => {
    if (happening.type === 'answered' && happening.answer.type === 'written') {
      ghost.written = Math.max(ghost.written, happening.answer.version);
    }
    if (happening.type !== 'recover' || happening.server !== PRIMARY) return null;
    const version = world.servers[PRIMARY]?.state?.version ?? 0;
    if (version >= ghost.written) return null;
    return violation('Written Survives', { version }, `came back with ${version}`);
  },
});

const oneValue = defineProperty<RegisterShape, { values: number[] }>({
  name: 'One Value Per Version',
  source: 'toy',
  kind: 'always',
  says: 'No two servers ever hold different values under one version.',
  killedBy: ['T-01'],
  ghost: record({ values: versions }),
  start: () => ({ values: [] }),
  observe: (ghost, happening, world) => {
    if (happening.type !== 'step') return null;
    const state = world.servers[happening.server]?.state;
    if (state === null || state === undefined || state.version === 0) return null;
    const { version, value } = state;
    if (state.self === PRIMARY) return null;
    ghost.values[version] ??= value;
    for (let below = 0; below < version; below += 1) ghost.values[below] ??= 0;
    if (ghost.values[version] === 0) ghost.values[version] = value;
    if (ghost.values[version] === value) return null;
    return violation('One Value Per Version', { version, value }, `two values of ${version}`);
  },
});

const everWritten = defineProperty<RegisterShape, { versions: number }>({
  name: 'Something Written',
  source: 'toy',
  kind: 'sometimes',
  says: 'A write is answered.',
  killedBy: [],
  ghost: record({ versions: u32 }),
  start: () => ({ versions: 0 }),
  observe: (ghost, happening) => {
    if (happening.type === 'answered' && happening.answer.type === 'written') ghost.versions += 1;
    return null;
  },
  holds: (ghost) => ghost.versions > 0,
});

const settles = defineProperty<RegisterShape, { unused: number }>({
  name: 'Nothing Pending',
  source: 'toy',
  kind: 'eventually',
  says: 'The primary has no write under way.',
  killedBy: ['T-04'],
  ghost: record({ unused: u32 }),
  start: () => ({ unused: 0 }),
  observe: () => null,
  holds: (_ghost, world) => {
    const state = world.servers[PRIMARY]?.state;
    return state !== null && state !== undefined && state.chosen === state.version;
  },
});

const properties: readonly Property<RegisterShape>[] = [
  onMajority,
  survives,
  oneValue,
  everWritten,
  settles,
];

function mutant(
  id: string,
  rule: RegisterRule,
  mistake: string,
  breaks: string,
  also: Partial<RegisterRules> = {},
): Mutant<RegisterShape> {
  const rules: RegisterRules = { ...rightRules, [rule]: false, ...also };
  const protocol = createRegister(rules);
  return { id, mistake, source: 'toy', rule, breaks: [breaks], protocol };
}

/** The toy with its properties and buggy variants. */
export const registerSubject: Subject<RegisterShape> = {
  protocol: createRegister(rightRules),
  properties,
  mutants: [
    mutant('T-01', 'store-waits-for-disk', 'Sends what a crash may undo.', 'One Value Per Version'),
    mutant('T-02', 'ack-waits-for-disk', 'Acknowledges too early.', 'Written On Majority'),
    // With it the others are told early: else their answers come only after its own sync.
    mutant('T-03', 'own-ack-waits-for-disk', 'Counts itself too early.', 'Written Survives', {
      'store-waits-for-disk': false,
    }),
    mutant('T-04', 'retries', 'Never sends again.', 'Progress'),
  ],
  defaultConfig: { servers: 3 },
  drawConfig: (_draw, members, spares) => ({ servers: members + spares }),
  write: (nth) => ({ type: 'write', value: nth + 1 }),
  read: () => ({ type: 'read' }),
  drawCommand: (draw, nth, world) => ({
    server: draw('server', world.config.servers),
    command: draw('kind', 4) === 0 ? { type: 'read' } : { type: 'write', value: nth + 1 },
  }),
  redirect: (answer) => (answer.type === 'elsewhere' ? answer.primary : null),
  succeeded: (answer) => answer.type === 'written',
  roleOf: (state) => (state.self === PRIMARY ? 'primary' : 'backup'),
  leads: ({ self }) => self === PRIMARY,
  epochOf: () => 0,
  sufficesToProgress: (world, servers) =>
    has(servers, PRIMARY) && 2 * sizeOf(servers) > world.config.servers,
};
