import type { ServerId, Shape, Subject } from '@menagerie/contract';
import type { Moment, ServerMoment } from '../moment.ts';
import type { Act } from '../scenario.ts';
import type { Intent, Part } from './intent.ts';

/** What an intent needs to know of those before it. */
export interface Story {
  /** Whom crashes and pauses have struck, one after the other. */
  readonly struck: readonly ServerId[];
  /** How many writes of the schedule came before it, itself included: makes each another one. */
  readonly writes: number;
}

/**
 * The leader of the newest epoch, if one is up; an older one that does not know yet that it was
 * deposed does not count.
 */
export function leaderOf<S extends Shape>(moment: Moment<S>, subject: Subject<S>): ServerId | null {
  let leader: ServerId | null = null;
  let newest = -1;
  for (const { id, status, state } of moment.servers) {
    if (status !== 'up' || state === null || !subject.leads(state)) continue;
    const epoch = subject.epochOf(state);
    if (epoch > newest) {
      newest = epoch;
      leader = id;
    }
  }
  return leader;
}

/** The acts that an intent stands for at a moment, or `null` while nobody plays its part. */
export function actsOf<S extends Shape>(
  intent: Intent,
  moment: Moment<S>,
  subject: Subject<S>,
  { struck, writes }: Story,
): Act<S>[] | null {
  const at = (part: Part): ServerId | null => serverOf(part, moment, subject, struck);
  const one = (part: Part, act: (server: ServerId) => Act<S>): Act<S>[] | null => {
    const server = at(part);
    return server === null ? null : [act(server)];
  };
  switch (intent.type) {
    case 'write':
      return one(intent.to, (server) => ({
        type: 'command',
        server,
        command: subject.write(writes),
      }));
    case 'read':
      return one(intent.to, (server) => ({ type: 'command', server, command: subject.read() }));
    case 'crash':
      return one(intent.who, (server) => ({ type: 'crash', server, keep: 0 }));
    case 'recover':
    case 'pause':
    case 'resume':
      return one(intent.who, (server) => ({ type: intent.type, server }));
    case 'isolate': {
      const inside = intent.who.map(at);
      if (inside.includes(null)) return null;
      return cutsBetween(inside, moment);
    }
    case 'cut':
    case 'mend': {
      const from = at(intent.from);
      const to = at(intent.to);
      if (from === null || to === null) return null;
      // A link to oneself is let through: the world refuses it, and says why.
      const there = isCut(moment.cuts, from, to) === (intent.type === 'cut');
      return there && from !== to ? [] : [{ type: intent.type, from, to }];
    }
    case 'heal':
      return healing(moment);
  }
}

function serverOf<S extends Shape>(
  part: Part,
  moment: Moment<S>,
  subject: Subject<S>,
  struck: readonly ServerId[],
): ServerId | null {
  switch (part.type) {
    case 'leader':
      return leaderOf(moment, subject);
    case 'other': {
      const leader = leaderOf(moment, subject);
      if (leader === null) return null;
      const up = ({ id, status }: ServerMoment<S>) => status === 'up' && id !== leader;
      return moment.servers.filter(up)[part.nth]?.id ?? null;
    }
    case 'struck':
      return struck[part.nth] ?? null;
    case 'spared':
      return moment.servers.filter(({ id }) => !struck.includes(id))[part.nth]?.id ?? null;
    case 'server':
      return part.server;
  }
}

function cutsBetween<S extends Shape>(
  inside: readonly (ServerId | null)[],
  { servers, cuts }: Moment<S>,
): Act<S>[] {
  const acts: Act<S>[] = [];
  for (const { id: from } of servers) {
    for (const { id: to } of servers) {
      const apart = inside.includes(from) !== inside.includes(to);
      if (apart && !isCut(cuts, from, to)) acts.push({ type: 'cut', from, to });
    }
  }
  return acts;
}

function healing<S extends Shape>({ servers, cuts }: Moment<S>): Act<S>[] {
  const acts: Act<S>[] = [];
  for (const { id: from } of servers) {
    for (const { id: to } of servers) {
      if (isCut(cuts, from, to)) acts.push({ type: 'mend', from, to });
    }
  }
  return acts;
}

/** Whether nothing passes from one server to another. */
export function isCut(cuts: readonly number[], from: ServerId, to: ServerId): boolean {
  return ((cuts[from] ?? 0) & (1 << to)) !== 0;
}
