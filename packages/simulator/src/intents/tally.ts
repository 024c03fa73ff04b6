import type { EventId, RequestId, ServerId, Shape, TraceEvent } from '@menagerie/contract';
import type { Moment } from '../moment.ts';
import type { Recording } from '../recording.ts';
import { isCut, leaderOf } from './parts.ts';

/** What became of one request of a client. */
export interface RequestTally {
  readonly request: RequestId;
  readonly server: ServerId;
  readonly outcome: 'succeeded' | 'failed' | 'unanswered';
  /** Virtual milliseconds from the request to the answer; `null` without one. */
  readonly latencyMs: number | null;
  /**
   * Half the messages, one after the other, from the server's receipt of the request to its
   * answer; `null` without one, and where the request only joined what was under way, so that no
   * message was sent on its account. What a client's own way to the server adds is not counted.
   */
  readonly roundTrips: number | null;
}

/** What a run cost, in terms that mean the same for every protocol. */
export interface Tally {
  /** Between two different servers, lost ones included. */
  readonly messages: number;
  /** By type, most frequent first. */
  readonly messagesByType: readonly { readonly type: string; readonly count: number }[];
  /** In the order in which they were made. */
  readonly requests: readonly RequestTally[];
  /**
   * Virtual milliseconds in which no leader could make progress: none was up, or none reached, both
   * ways, enough servers that were up.
   */
  readonly leaderlessMs: number;
  /** Virtual milliseconds of the whole run. */
  readonly ms: number;
}

/** Counts what a recorded run cost. Walks through all of it: linear in its steps. */
export function tally<S extends Shape>(recording: Recording<S>): Tally {
  const byType = new Map<string, number>();
  let messages = 0;
  for (const { server, body } of recording.events) {
    if (body.type !== 'sent' || body.to === server) continue;
    messages += 1;
    byType.set(body.message.type, (byType.get(body.message.type) ?? 0) + 1);
  }
  const messagesByType = [...byType]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
  return {
    messages,
    messagesByType,
    requests: tallyRequests(recording),
    leaderlessMs: leaderless(recording),
    ms: recording.until,
  };
}

function tallyRequests<S extends Shape>(recording: Recording<S>): RequestTally[] {
  const { subject, events, steps } = recording;
  return recording.momentAt(steps).requests.map((made): RequestTally => {
    const { request, server, answer, answeredAt, invokedAt } = made;
    if (answer === null || answeredAt === null) {
      return { request, server, outcome: 'unanswered', latencyMs: null, roundTrips: null };
    }
    return {
      request,
      server,
      outcome: subject.succeeded(answer) ? 'succeeded' : 'failed',
      latencyMs: answeredAt - invokedAt,
      roundTrips: roundTripsOf(events, request),
    };
  });
}

/** Half the messages in a row between the newest receipt of a request and its answer. */
function roundTripsOf<S extends Shape>(
  events: readonly TraceEvent<S>[],
  request: RequestId,
): number | null {
  // Each event that follows from the request, and how many messages lie between.
  const hops = new Map<EventId, number>();
  let answered: number | null = null;
  for (const event of events) {
    const { id, causes, body } = event;
    if (body.type === 'command' && body.request === request) {
      hops.clear();
      hops.set(id, 0);
      continue;
    }
    const reached = Math.max(...causes.map((cause) => hops.get(cause) ?? -1));
    if (reached < 0) continue;
    const travelled = body.type === 'received' && body.from !== event.server ? 1 : 0;
    hops.set(id, reached + travelled);
    if (body.type === 'answered' && body.request === request) answered = reached / 2;
  }
  return answered;
}

function leaderless<S extends Shape>(recording: Recording<S>): number {
  let total = 0;
  let before = recording.momentAt(0);
  for (let step = 1; step <= recording.steps; step += 1) {
    const moment = recording.momentAt(step);
    if (!isLed(before, recording)) total += moment.at - before.at;
    before = moment;
  }
  return total;
}

function isLed<S extends Shape>(moment: Moment<S>, { subject, scenario }: Recording<S>): boolean {
  const leader = leaderOf(moment, subject);
  if (leader === null) return false;
  let reached = 0;
  for (const { id, status } of moment.servers) {
    if (status !== 'up') continue;
    if (id !== leader && (isCut(moment.cuts, leader, id) || isCut(moment.cuts, id, leader))) {
      continue;
    }
    reached |= 1 << id;
  }
  const { config } = scenario;
  return subject.sufficesToProgress({ config, servers: moment.servers }, reached);
}
