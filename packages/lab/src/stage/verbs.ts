import type { Source } from '../controller/source.ts';
import type { Selection } from '../controller/store.ts';
import type { Voice } from '../i18n/voice.ts';
import { type Frame, findMessage, isCut } from '../model/frame.ts';
import type { LabAct } from '../model/run.ts';
import { linksAcross } from './geometry.ts';

export type VerbId =
  | 'write'
  | 'read'
  | 'crash'
  | 'crashLosing'
  | 'recover'
  | 'wipe'
  | 'pause'
  | 'resume'
  | 'timeout'
  | 'sync'
  | 'isolate'
  | 'rejoin'
  | 'skew'
  | 'drop'
  | 'duplicate'
  | 'later'
  | 'earlier'
  | 'heal';

export interface Verb {
  readonly id: VerbId;
  readonly label: string;
  /** Short form for a bar of buttons; the label where there is none. */
  readonly key: string;
  readonly act: LabAct;
}

const RATES = [0.5, 0.9, 1, 1.1, 2] as const;

/** What can be done with a thing as it stands now: the same for menu, bar and keys. */
export function verbsOf(
  { verbs, player }: Source,
  selection: Selection,
  frame: Frame,
  t: Voice,
): Verb[] {
  const found = verbsFor(selection, frame, player.now, t);
  return verbs === null ? found : found.filter(({ id }) => verbs.has(id));
}

function verbsFor(selection: Selection, frame: Frame, now: number, t: Voice): Verb[] {
  switch (selection.type) {
    case 'server':
      return serverVerbs(selection.server, frame, t);
    case 'message': {
      const row = findMessage(frame.messages, selection.key);
      if (!row) return [];
      const later = Math.max(now, row.dueAt) + Math.max(5, row.dueAt - row.sentAt);
      const left = Math.max(0, row.dueAt - now);
      return [
        { id: 'drop', label: t.verb.drop, key: 'D', act: { type: 'drop', message: row } },
        {
          id: 'duplicate',
          label: t.verb.duplicate,
          key: 'Y',
          act: { type: 'duplicate', message: row },
        },
        {
          id: 'later',
          label: t.verb.later,
          key: 'L',
          act: { type: 'reschedule', message: row, dueAt: later },
        },
        {
          id: 'earlier',
          label: t.verb.earlier,
          key: '⇧L',
          act: { type: 'reschedule', message: row, dueAt: now + left / 3 },
        },
      ];
    }
    case 'link': {
      const { from, to } = selection;
      const links = [
        { from, to },
        { from: to, to: from },
      ].filter((link) => isCut(frame, link.from, link.to));
      return links.length === 0
        ? []
        : [{ id: 'heal', label: t.stage.heal, key: 'H', act: { type: 'mend', links } }];
    }
  }
}

function serverVerbs(server: number, frame: Frame, t: Voice): Verb[] {
  const found = frame.servers[server];
  if (!found) return [];
  const verbs: Verb[] = [];
  const { verb } = t;
  if (found.status === 'crashed') {
    verbs.push(
      { id: 'recover', label: verb.recover, key: 'R', act: { type: 'recover', server } },
      { id: 'wipe', label: verb.wipe, key: '', act: { type: 'wipe', server } },
    );
  } else {
    if (found.status === 'up') {
      verbs.push(
        { id: 'write', label: verb.write, key: 'I', act: { type: 'write', server } },
        { id: 'read', label: verb.read, key: '⇧I', act: { type: 'read', server } },
      );
    }
    verbs.push({
      id: 'crash',
      label: verb.crash,
      key: 'C',
      act: { type: 'crash', server, loseUnsynced: false },
    });
    if (found.unsynced > 0) {
      verbs.push(
        {
          id: 'crashLosing',
          label: verb.crashLosing,
          key: '⇧C',
          act: { type: 'crash', server, loseUnsynced: true },
        },
        { id: 'sync', label: verb.sync, key: '', act: { type: 'sync', server } },
      );
    }
    verbs.push(
      found.status === 'paused'
        ? { id: 'resume', label: verb.resume, key: 'Z', act: { type: 'resume', server } }
        : { id: 'pause', label: verb.pause, key: 'Z', act: { type: 'pause', server } },
    );
    if (found.timers.length > 0 && found.status === 'up') {
      verbs.push({
        id: 'timeout',
        label: verb.timeout,
        key: 'T',
        act: { type: 'timeout', server },
      });
    }
  }
  const across = linksAcross([server], frame.servers.length);
  const cut = across.filter(({ from, to }) => isCut(frame, from, to));
  const open = across.filter(({ from, to }) => !isCut(frame, from, to));
  if (open.length > 0) {
    verbs.push({ id: 'isolate', label: verb.isolate, key: '', act: { type: 'cut', links: open } });
  }
  if (cut.length > 0) {
    verbs.push({ id: 'rejoin', label: verb.rejoin, key: '', act: { type: 'mend', links: cut } });
  }
  for (const rate of RATES) {
    if (rate === found.rate || (rate === 1 && found.rate === 1)) continue;
    verbs.push({
      id: 'skew',
      label: verb.clock(rate),
      key: '',
      act: { type: 'skew', server, rate },
    });
  }
  return verbs;
}

/** All links that are cut, for one act that heals them all. */
export function cutLinks(frame: Frame): { from: number; to: number }[] {
  return frame.servers.flatMap(({ id: from }) =>
    frame.servers.flatMap(({ id: to }) => (isCut(frame, from, to) ? [{ from, to }] : [])),
  );
}

/** Parts a group of servers from the others. */
export function partition(lab: Source, group: readonly number[], frame: Frame): void {
  const links = linksAcross(group, frame.servers.length).filter(
    ({ from, to }) => !isCut(frame, from, to),
  );
  if (links.length > 0) void lab.act({ type: 'cut', links });
}
