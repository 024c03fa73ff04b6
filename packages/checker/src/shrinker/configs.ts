import type { Json, Shape, Subject } from '@menagerie/contract';
import type { Hunt } from './hunt.ts';
import type { Work } from './reduce.ts';

type Fields = { readonly [name: string]: Json };

/** Fewer members, fewer spare servers, protections left out where that spares events, usual values. */
export function* simplifyConfig<S extends Shape>(hunt: Hunt<S>, subject: Subject<S>): Work {
  for (const config of smallerClusters(hunt.best.config, subject)) {
    if (config.servers > hunt.best.config.servers) continue;
    hunt.attempt(config, hunt.best.wishes, config.servers < hunt.best.config.servers);
    yield;
  }
  for (const [name, value] of Object.entries(fieldsOf(hunt.best.config, subject))) {
    if (value !== true) continue;
    const config = withFields(hunt.best.config, { [name]: false }, subject);
    if (config !== null) hunt.attempt(config, hunt.best.wishes);
    yield;
  }
  const usual = fieldsOf(subject.defaultConfig, subject);
  for (const [name, value] of Object.entries(fieldsOf(hunt.best.config, subject))) {
    const other = usual[name];
    if (typeof value !== 'number' || other === undefined || other === value) continue;
    const config = withFields(hunt.best.config, { [name]: other }, subject);
    if (config !== null) hunt.attempt(config, hunt.best.wishes, true);
    yield;
  }
}

/**
 * Configurations of at most the given size with every protection off that can be: what a run may
 * try that begins anew.
 */
export function smallConfigs<S extends Shape>(
  config: S['config'],
  subject: Subject<S>,
): readonly S['config'][] {
  const fields = Object.entries(fieldsOf(config, subject));
  const off = Object.fromEntries(
    fields.flatMap(([name, value]) => (value === true ? [[name, false]] : [])),
  );
  return smallerClusters(config, subject).flatMap((each) => withFields(each, off, subject) ?? []);
}

/** What the subject draws for other sizes, with all that does not depend on the size left as it is. */
function smallerClusters<S extends Shape>(config: S['config'], subject: Subject<S>): S['config'][] {
  const drawn: Fields[] = [];
  for (let servers = 1; servers <= config.servers; servers += 1) {
    for (let spares = 0; spares < servers; spares += 1) {
      // Chance is left out: the last choice is drawn wherever there is one.
      const each = subject.drawConfig((_purpose, bound) => bound - 1, servers - spares, spares);
      drawn.push(fieldsOf(each, subject));
    }
  }
  const names = Object.keys(drawn[0] ?? {});
  const ofSize = names.filter((name) => new Set(drawn.map((each) => text(each[name]))).size > 1);
  return drawn.flatMap((each) => {
    const fields = Object.fromEntries(ofSize.map((name) => [name, each[name] ?? null]));
    return withFields(config, fields, subject) ?? [];
  });
}

/** The configuration with other values in some fields; `null` where its form does not allow them. */
function withFields<S extends Shape>(
  config: S['config'],
  fields: Fields,
  { protocol }: Subject<S>,
): S['config'] | null {
  const json = { ...objectOf(protocol.schemas.config.toJson(config)), ...fields };
  try {
    return protocol.schemas.config.fromJson(json, 'config');
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function fieldsOf<S extends Shape>(config: S['config'], { protocol }: Subject<S>): Fields {
  return objectOf(protocol.schemas.config.toJson(config));
}

function objectOf(json: Json): Fields {
  const isObject = typeof json === 'object' && json !== null && !isList(json);
  return isObject ? json : {};
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function text(json: Json | undefined): string {
  return JSON.stringify(json ?? null);
}
