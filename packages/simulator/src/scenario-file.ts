import type { Json, Shape, Subject } from '@menagerie/contract';
import * as v from 'valibot';
import { checkScenario } from './check-scenario.ts';
import type { Decision } from './decision.ts';
import { SimulatorError } from './errors.ts';
import type { Act, Scenario } from './scenario.ts';
import { createScenarioForm } from './scenario-form.ts';
import { protocolOf } from './simulation.ts';

/**
 * Reads a scenario file.
 *
 * @param subjects the protocols that may be named; all of one shape. Where they differ in shape,
 *   choose first by {@link protocolOfScenario}
 * @throws SimulatorError `invalid-scenario`, `unknown-protocol` or `unknown-mutant`, naming the
 *   field, the value and the remedy
 */
export function parseScenario<S extends Shape>(
  text: string,
  subjects: readonly Subject<S>[],
): Scenario<S> {
  return scenarioFromJson(jsonOf(text), subjects);
}

/** The protocol that a scenario file names. @throws SimulatorError `invalid-scenario` */
export function protocolOfScenario(text: string): string {
  return nameIn(jsonOf(text));
}

/** The text of a scenario file: JSON with the fields of {@link Scenario}, in a fixed order. */
export function printScenario<S extends Shape>(scenario: Scenario<S>, subject: Subject<S>): string {
  return `${JSON.stringify(scenarioToJson(scenario, subject), null, 2)}\n`;
}

/** {@link parseScenario} of JSON that is parsed already. */
export function scenarioFromJson<S extends Shape>(
  json: unknown,
  subjects: readonly Subject<S>[],
): Scenario<S> {
  const name = nameIn(json);
  const subject = subjects.find(({ protocol }) => protocol.name === name);
  if (subject === undefined) {
    const known = subjects.map(({ protocol }) => protocol.name).join(', ');
    const remedy = `Use one of ${known}`;
    throw new SimulatorError('unknown-protocol', 'protocol', `"${name}" is not known here`, remedy);
  }
  const result = v.safeParse(createScenarioForm(subject), json, { abortEarly: true });
  if (!result.success) throw errorOf(result.issues[0]);
  const scenario = result.output;
  protocolOf(subject, scenario.mutant);
  checkScenario(subject, scenario);
  return scenario;
}

export function scenarioToJson<S extends Shape>(scenario: Scenario<S>, subject: Subject<S>): Json {
  const { schemas } = subject.protocol;
  const place = (act: Act<S> | Decision<S>): Json => {
    if (act.type === 'command') return { ...act, command: schemas.command.toJson(act.command) };
    return { ...act };
  };
  return {
    format: scenario.format,
    protocol: scenario.protocol,
    mutant: scenario.mutant,
    title: scenario.title,
    config: schemas.config.toJson(scenario.config),
    seed: scenario.seed,
    plan: {
      network: { ...scenario.plan.network },
      disk: { ...scenario.plan.disk },
      faults: { ...scenario.plan.faults },
      clients: { ...scenario.plan.clients },
      faultyMs: scenario.plan.faultyMs,
      healedMs: scenario.plan.healedMs,
    },
    interventions: scenario.interventions.map(({ afterStep, at, act }) => ({
      afterStep,
      at,
      act: place(act),
    })),
    decisions: scenario.decisions.map(({ at, decision }) => ({ at, decision: place(decision) })),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'not JSON';
    const remedy = 'Open a file that was saved by the lab or the simulator';
    throw new SimulatorError('invalid-scenario', '', `the file is not JSON: ${problem}`, remedy, {
      cause: error,
    });
  }
}

function nameIn(json: unknown): string {
  if (typeof json === 'object' && json !== null && 'protocol' in json) {
    if (typeof json.protocol === 'string') return json.protocol;
  }
  throw new SimulatorError(
    'invalid-scenario',
    'protocol',
    'the scenario names no protocol',
    'Open a file that was saved by the lab or the simulator',
  );
}

function errorOf(issue: v.BaseIssue<unknown>): SimulatorError {
  const unknown = issue.type === 'strict_object' && issue.expected === 'never';
  const missing = issue.received === 'undefined';
  const problem = unknown
    ? 'there is no such field'
    : issue.type === 'raw_transform'
      ? issue.message
      : `expected ${issue.expected ?? 'another value'}, found ${missing ? 'nothing' : issue.received}`;
  const remedy = unknown ? 'Remove it, or correct its name' : 'Correct the value';
  return new SimulatorError('invalid-scenario', pathOf(issue), problem, remedy);
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  let path = '';
  for (const { key } of issue.path ?? []) {
    if (typeof key === 'number') path += `[${key}]`;
    else path += path === '' ? String(key) : `.${String(key)}`;
  }
  return path;
}
