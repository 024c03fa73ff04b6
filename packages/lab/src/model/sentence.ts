import type { ServerId } from '@menagerie/contract';
import type { Voice } from '../i18n/voice.ts';
import type { EventLine, LabAct } from './run.ts';

/** Servers are counted from 1 where people read, so that the keys 1 to 9 mean them. */
export function serverName(server: ServerId | null): string {
  return server === null ? '' : `S${server + 1}`;
}

/** What happened, in one sentence of the page's language. */
export function eventSentence(line: EventLine, t: Voice): string {
  const s = serverName(line.server);
  const peer = serverName(line.peer);
  const { event } = t;
  const what = line.detail === '' ? line.name : `${line.name} (${line.detail})`;
  switch (line.kind) {
    case 'sent':
      return event.sent(s, peer, what);
    case 'received':
      return event.received(s, peer, what);
    case 'dropped':
      return event.dropped(s, peer, line.name, event.dropReason[line.detail] ?? line.detail);
    case 'duplicated':
      return event.duplicated(s, peer, line.name);
    case 'armed':
      return event.armed(s, t.timer(line.name), Math.round(Number(line.value ?? 0)));
    case 'disarmed':
      return event.disarmed(s, t.timer(line.name));
    case 'timeout':
      return event.timeout(s, t.timer(line.name));
    case 'wrote':
      return event.wrote(s, line.detail);
    case 'synced':
      return event.synced(s, Number(line.value ?? 1));
    case 'command':
      return event.command(s, what);
    case 'answered':
      return event.answered(s, what);
    case 'delivered':
      return event.delivered(s, what);
    case 'decided':
      return event.decided(s, line.name, verdictText(line.value, t));
    case 'crashed':
      return event.crashed(s, Number(line.value ?? 0));
    case 'recovered':
      return event.recovered(s);
    case 'wiped':
      return event.wiped(s);
    case 'paused':
      return event.paused(s);
    case 'resumed':
      return event.resumed(s);
    case 'skewed':
      return event.skewed(s, Number(line.value ?? 1));
    case 'cut':
      return event.cut(s, peer);
    case 'mended':
      return event.mended(s, peer);
    case 'violated':
      return event.violated(t.propertyTitle(line.name));
  }
}

export function verdictText(verdict: number | boolean | null, t: Voice): string {
  if (verdict === true) return t.why.yes;
  return verdict === false ? t.why.no : String(verdict ?? '');
}

/** The name of a branch: what the reader did to make it. */
export function actSentence(act: LabAct, t: Voice): string {
  const { acts } = t;
  switch (act.type) {
    case 'crash':
      return act.loseUnsynced
        ? acts.crashLosing(serverName(act.server))
        : acts.crash(serverName(act.server));
    case 'recover':
      return acts.recover(serverName(act.server));
    case 'wipe':
      return acts.wipe(serverName(act.server));
    case 'pause':
      return acts.pause(serverName(act.server));
    case 'resume':
      return acts.resume(serverName(act.server));
    case 'skew':
      return acts.skew(serverName(act.server), act.rate);
    case 'timeout':
      return acts.timeout(serverName(act.server));
    case 'sync':
      return acts.sync(serverName(act.server));
    case 'write':
      return acts.write(serverName(act.server));
    case 'read':
      return acts.read(serverName(act.server));
    case 'cut':
    case 'mend': {
      const [link] = act.links;
      const only = act.links.length === 1 && link;
      const verb = act.type === 'cut' ? acts.cut : acts.mend;
      const verbOne = act.type === 'cut' ? acts.cutOne : acts.mendOne;
      return only ? verbOne(serverName(link.from), serverName(link.to)) : verb(act.links.length);
    }
    case 'drop':
      return acts.drop(serverName(act.message.from), serverName(act.message.to));
    case 'duplicate':
      return acts.duplicate(serverName(act.message.from), serverName(act.message.to));
    case 'reschedule':
      return act.dueAt > act.message.dueAt
        ? acts.later(serverName(act.message.from), serverName(act.message.to))
        : acts.earlier(serverName(act.message.from), serverName(act.message.to));
  }
}
