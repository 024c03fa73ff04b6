/**
 * A deterministic world for any protocol core: a network, disks, clocks, faults and clients, all
 * drawn from one seed or stated by decisions; runs that replay, that branch, and that fit in a link.
 *
 * It reads no clock, no randomness and nothing of its host: the same scenario gives the same run
 * everywhere.
 *
 * @packageDocumentation
 */
export {
  Campaign,
  type CampaignOptions,
  type CampaignSummary,
  drawScenario,
  mergeSummaries,
  type SeedReport,
} from './campaign.ts';
export { type CoverageRow, WEATHER, type Weather } from './coverage.ts';
export type { Decision, MessageName, TimedDecision } from './decision.ts';
export { SimulatorError, type SimulatorErrorCode } from './errors.ts';
export { type CrashPoint, crashPoints } from './intents/crash-points.ts';
export type { Intent, Part, Schedule, ScheduledIntent } from './intents/intent.ts';
export { carryOutIntents, playIntents } from './intents/play-intents.ts';
export { primaryOrderStory } from './intents/primary-order.ts';
export { type ScheduleName, schedules } from './intents/schedules.ts';
export { type RequestTally, type Tally, tally } from './intents/tally.ts';
export type {
  MessageMoment,
  Moment,
  PropertyMoment,
  RequestMoment,
  ServerMoment,
  TimerMoment,
} from './moment.ts';
export { calmPlan, drawPlan } from './plan.ts';
export { createRecording, type Reach, type Recording } from './recording.ts';
export type {
  Act,
  ClientPlan,
  DiskPlan,
  FaultPlan,
  Intervention,
  NetworkPlan,
  Plan,
  Scenario,
} from './scenario.ts';
export { parseScenario, printScenario, protocolOfScenario } from './scenario-file.ts';
export { protocolOfLink, scenarioFromLink, scenarioToLink } from './scenario-link.ts';
export { createSimulation, type Simulation, type SimulationOptions } from './simulation.ts';
export { TRACE_KINDS, type TraceColumns } from './trace-columns.ts';
export { traceToJson } from './trace-json.ts';
