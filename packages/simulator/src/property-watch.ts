import type {
  EventId,
  Happening,
  Monitor,
  Property,
  PropertyKind,
  Shape,
  Violation,
  WorldView,
} from '@menagerie/contract';
import type { PropertyMoment } from './moment.ts';

/** The name of the property that a run which does not go on after healing violates. */
export const PROGRESS = 'Progress';
/** The name of the property that a core which throws violates. */
export const NO_EXCEPTION = 'No Exception';

interface Found {
  readonly violation: Violation;
  readonly event: EventId | null;
}

/** Whether one event may break a property for good. */
function isSafety(kind: PropertyKind | undefined): boolean {
  return kind === 'always' || kind === 'step';
}

/** The properties of a protocol at work over one run. */
export class PropertyWatch<S extends Shape> {
  readonly #properties: readonly Property<S>[];
  readonly #monitors: Monitor<S>[];
  /** First violations, by property. Those of the run itself come behind those of the protocol. */
  readonly #found: Map<string, Found>;
  /** The newest violation, until it is taken. */
  #fresh: Violation | null = null;

  constructor(properties: readonly Property<S>[], config: S['config'], from?: PropertyWatch<S>) {
    this.#properties = properties;
    this.#monitors =
      from === undefined
        ? properties.map((property) => property.start(config))
        : from.#monitors.map((monitor) => monitor.clone());
    this.#found = new Map(from === undefined ? [] : from.#found);
  }

  clone(config: S['config']): PropertyWatch<S> {
    return new PropertyWatch(this.#properties, config, this);
  }

  observe(happening: Happening<S>, world: WorldView<S>): void {
    for (const [i, monitor] of this.#monitors.entries()) {
      const violation = monitor.observe(happening, world);
      if (violation !== null && isSafety(this.#properties[i]?.kind)) this.report(violation);
    }
  }

  /** Notes a violation, unless its property has one already. */
  report(violation: Violation): void {
    if (this.#found.has(violation.property)) return;
    this.#found.set(violation.property, { violation, event: null });
    this.#fresh = violation;
  }

  /** The violation that came up since the last call. */
  take(): Violation | null {
    const fresh = this.#fresh;
    this.#fresh = null;
    return fresh;
  }

  /** Names the trace event at which a violation was noted. */
  locate(violation: Violation, event: EventId): void {
    this.#found.set(violation.property, { violation, event });
  }

  /** The first violation of the run. */
  first(): Violation | null {
    for (const { violation } of this.#found.values()) return violation;
    return null;
  }

  /** Names of the `sometimes` properties reached so far. */
  reached(world: WorldView<S>): readonly string[] {
    return this.#properties
      .filter((property, i) => property.kind === 'sometimes' && this.#holds(i, world))
      .map((property) => property.name);
  }

  /** Names of the `eventually` properties that do not hold now. */
  unsettled(world: WorldView<S>): readonly string[] {
    return this.#properties
      .filter((property, i) => property.kind === 'eventually' && !this.#holds(i, world))
      .map((property) => property.name);
  }

  moments(world: WorldView<S>): PropertyMoment[] {
    const moments = this.#properties.map(({ name, source, kind }, i): PropertyMoment => {
      const found = this.#found.get(name);
      const holds = isSafety(kind) || this.#holds(i, world);
      const status = found !== undefined ? 'violated' : holds ? 'holds' : 'open';
      return {
        name,
        source,
        kind,
        status,
        violation: found?.violation ?? null,
        violatedAt: found?.event ?? null,
      };
    });
    for (const [name, { violation, event }] of this.#found) {
      if (this.#properties.some((property) => property.name === name)) continue;
      const kind = name === PROGRESS ? 'eventually' : 'always';
      const of = { name, source: 'simulator', kind, status: 'violated' } as const;
      moments.push({ ...of, violation, violatedAt: event });
    }
    return moments;
  }

  #holds(at: number, world: WorldView<S>): boolean {
    return this.#monitors[at]?.holds(world) ?? false;
  }
}
