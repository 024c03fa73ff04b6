import type { ServerId } from '../ids.ts';
import type { Happening, Violation, WorldView } from '../property.ts';
import type { Shape } from '../protocol.ts';
import type { ServerSet } from '../quorum/system.ts';
import type { Step } from '../step-property.ts';

/** The state of the server that a step or a recovery was about, just after it; else `null`. */
export function actor<S extends Shape>(
  happening: Happening<S>,
  world: WorldView<S>,
): S['state'] | null {
  if (happening.type !== 'step' && happening.type !== 'recover') return null;
  return world.servers[happening.server]?.state ?? null;
}

/** As {@link actor}, for a `step` property. */
export function actorIn<S extends Shape>({
  happening,
  now,
}: Pick<Step<S, unknown, unknown>, 'happening' | 'now'>): S['state'] | null {
  return happening.type === 'step' || happening.type === 'recover' ? now.state : null;
}

/** The servers, that of the event among them, whose marks just after it are as wanted. */
export function serversIn<S extends Shape, Before, Other>(
  { config, look }: Step<S, Before, Other>,
  wanted: (mark: Other) => boolean,
): ServerSet {
  let found = 0;
  for (let id = 0; id < config.servers; id += 1) {
    const mark = look(id);
    if (mark !== null && wanted(mark)) found |= 1 << id;
  }
  return found;
}

/** The records that a step or a recovery wrote, in their order. */
export function recordsOf<S extends Shape>(happening: Happening<S>): readonly S['record'][] {
  if (happening.type !== 'step' && happening.type !== 'recover') return [];
  let found: readonly S['record'][] = [];
  for (const effect of happening.effects) {
    if (effect.type !== 'persist') continue;
    found = found.length === 0 ? effect.records : [...found, ...effect.records];
  }
  return found;
}

/** What a step or a recovery gave to the application, in its order. */
export function outputsOf<S extends Shape>(happening: Happening<S>): readonly S['output'][] {
  if (happening.type !== 'step' && happening.type !== 'recover') return [];
  const outputs: S['output'][] = [];
  for (const effect of happening.effects) {
    if (effect.type === 'deliver') outputs.push(effect.output);
  }
  return outputs;
}

/** The message that a step received; `null` for every other event. */
export function messageOf<S extends Shape>(happening: Happening<S>): S['message'] | null {
  if (happening.type !== 'step' || happening.input.type !== 'message') return null;
  return happening.input.message;
}

/** A violation in one call. */
export function violated(
  property: string,
  clause: string,
  servers: readonly ServerId[],
  values: Violation['values'],
  sentence: string,
): Violation {
  return { property, clause, servers, values, sentence };
}
