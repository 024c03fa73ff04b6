import type { Json } from '@menagerie/contract';

/**
 * Scenarios as lists without field names, for links. Interventions and decisions are turned into
 * columns, and what counts up into differences: equal things then stand next to each other, and
 * the compression finds them.
 *
 * The order of {@link TYPES} and of {@link FIELDS} is part of the format of links: append only.
 */
const TYPES = [
  'deliver',
  'drop',
  'duplicate',
  'reschedule',
  'fire',
  'sync',
  'crash',
  'recover',
  'wipe',
  'pause',
  'resume',
  'skew',
  'cut',
  'mend',
  'command',
];

const FIELDS = [
  'server',
  'from',
  'to',
  'nth',
  'copy',
  'dueAt',
  'timer',
  'batches',
  'keep',
  'torn',
  'rate',
  'request',
  'command',
];

const NETWORK = ['delayMin', 'delayMax', 'straggle', 'loss', 'duplicate', 'spread'];
const DISK = ['syncMin', 'syncMax', 'keep'];
const FAULTS = [
  'crashEvery',
  'pauseEvery',
  'partitionEvery',
  'oneWay',
  'wipeEvery',
  'drift',
  'lastMin',
  'lastMax',
];

/** A scenario as JSON, in the form for links. */
export function packScenario(json: Json): Json {
  const scenario = fieldsOf(json);
  const plan = fieldsOf(scenario['plan']);
  const pick = (part: string, names: readonly string[]): Json => {
    const fields = fieldsOf(plan[part]);
    return names.map((name) => fields[name] ?? null);
  };
  return [
    scenario['protocol'] ?? null,
    scenario['mutant'] ?? null,
    scenario['title'] ?? null,
    scenario['config'] ?? null,
    scenario['seed'] ?? null,
    [
      pick('network', NETWORK),
      pick('disk', DISK),
      pick('faults', FAULTS),
      pick('clients', ['commandEvery']),
      plan['faultyMs'] ?? null,
      plan['healedMs'] ?? null,
    ],
    packPlaces(itemsOf(scenario['interventions']), 'act'),
    packPlaces(itemsOf(scenario['decisions']), 'decision'),
  ];
}

/** The inverse of {@link packScenario}; what is not of its form comes out as something no file may be. */
export function unpackScenario(packed: unknown): unknown {
  if (!Array.isArray(packed)) return null;
  const [protocol, mutant, title, config, seed, plan, interventions, decisions] = listOf(packed);
  const [network, disk, faults, clients, faultyMs, healedMs] = listOf(plan);
  const unpick = (values: unknown, names: readonly string[]): object =>
    Object.fromEntries(names.map((name, i) => [name, listOf(values)[i]]));
  return {
    format: 'menagerie-scenario/1',
    protocol,
    mutant,
    title,
    config,
    seed,
    plan: {
      network: unpick(network, NETWORK),
      disk: unpick(disk, DISK),
      faults: unpick(faults, FAULTS),
      clients: unpick(clients, ['commandEvery']),
      faultyMs,
      healedMs,
    },
    interventions: unpackPlaces(interventions, 'act'),
    decisions: unpackPlaces(decisions, 'decision'),
  };
}

/** Columns: types, steps, times, and one for each field that occurs, of those that have it. */
function packPlaces(places: readonly Json[], part: 'act' | 'decision'): Json {
  if (places.length === 0) return 0;
  const rows = places.map((place) => ({
    place: fieldsOf(place),
    what: fieldsOf(fieldsOf(place)[part]),
  }));
  const times = rows.map(({ place }) => micros(place['at']));
  const fields: Json[] = FIELDS.map((field) => {
    const column = rows.flatMap(({ what }, i) => {
      const value = what[field];
      if (value === undefined) return [];
      return [field === 'dueAt' ? micros(value) - (times[i] ?? 0) : value];
    });
    return column.length === 0 ? 0 : column;
  });
  const types = rows.map(({ what }) => TYPES.findIndex((type) => type === what['type']));
  const steps =
    part === 'act' ? differences(rows.map(({ place }) => Number(place['afterStep']))) : 0;
  return [types, steps, differences(times), ...fields];
}

function unpackPlaces(packed: unknown, part: 'act' | 'decision'): unknown {
  if (packed === 0) return [];
  const [types, stepDifferences, timeDifferences, ...columns] = listOf(packed);
  const steps = sums(listOf(stepDifferences));
  const times = sums(listOf(timeDifferences));
  const next = FIELDS.map(() => 0);
  return listOf(types).map((type, row) => {
    const name = TYPES[Number(type)];
    const what: Record<string, unknown> = { type: name };
    for (const [i, field] of FIELDS.entries()) {
      if (!hasField(String(name), field, part)) continue;
      const at = next[i] ?? 0;
      next[i] = at + 1;
      const value = listOf(columns[i])[at];
      what[field] = field === 'dueAt' ? (Number(value) + (times[row] ?? 0)) / 1000 : value;
    }
    const at = (times[row] ?? 0) / 1000;
    return part === 'act' ? { afterStep: steps[row], at, act: what } : { at, decision: what };
  });
}

function hasField(type: string, field: string, part: 'act' | 'decision'): boolean {
  switch (field) {
    case 'from':
    case 'to':
      return ['deliver', 'drop', 'duplicate', 'reschedule', 'cut', 'mend'].includes(type);
    case 'nth':
    case 'copy':
      return ['deliver', 'drop', 'duplicate', 'reschedule'].includes(type);
    case 'dueAt':
      return type === 'reschedule';
    case 'timer':
      return type === 'fire';
    case 'batches':
      return type === 'sync' && part === 'decision';
    case 'keep':
      return type === 'crash';
    case 'torn':
      return type === 'crash' && part === 'decision';
    case 'rate':
      return type === 'skew';
    case 'request':
      return type === 'command' && part === 'decision';
    case 'command':
      return type === 'command';
    default:
      return !hasField(type, 'from', part);
  }
}

function micros(ms: Json | undefined): number {
  return Math.round(Number(ms) * 1000);
}

function differences(values: readonly number[]): number[] {
  return values.map((value, i) => value - (values[i - 1] ?? 0));
}

function sums(values: readonly unknown[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += Number(value);
    return sum;
  });
}

function fieldsOf(json: Json | undefined): { readonly [key: string]: Json } {
  const isObject = typeof json === 'object' && json !== null && !isList(json);
  return isObject ? json : {};
}

function itemsOf(json: Json | undefined): readonly Json[] {
  return json !== undefined && isList(json) ? json : [];
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
