import { useText } from '../controller/context.ts';
import type { Voice } from '../i18n/voice.ts';
import { serverName } from '../model/sentence.ts';
import { useLive, useLiveState } from './context.ts';
import type { LiveLine } from './model/live-model.ts';
import type { LiveWords } from './words-en.ts';

/** Lines that are shown. */
const NEWEST = 80;

/** What happened, in words: the accessible twin of the stage. */
export function EventsPanel() {
  const { live, words } = useLive();
  const t = useText();
  useLiveState(({ tick }) => tick);
  const lines = (live.model?.lines ?? []).slice(-NEWEST).reverse();
  if (lines.length === 0) return <p className="lab-hint">{words.events.none}</p>;
  return (
    <div className="lab-panel">
      <ol className="lab-live-lines" aria-label={words.events.name}>
        {lines.map((line) => (
          <li key={line.id}>{sentenceOf(line, words, t)}</li>
        ))}
      </ol>
    </div>
  );
}

/** The newest line, for those who hear it. */
export function newestSentence(lines: readonly LiveLine[], words: LiveWords, t: Voice): string {
  const line = lines.findLast(({ event }) => event.body.type === 'role');
  return line === undefined ? '' : sentenceOf(line, words, t);
}

function sentenceOf({ server, event: { body } }: LiveLine, { event }: LiveWords, t: Voice): string {
  const s = serverName(server);
  switch (body.type) {
    case 'role': {
      const part = Object.entries(t.part).find(([name]) => name === body.part)?.[1] ?? body.part;
      const leader = body.leader === null || body.leader === server ? '' : serverName(body.leader);
      return event.role(s, part, t.epochName(body.epoch), leader);
    }
    case 'asked':
      return event.asked(s, `${body.what.op} ${body.what.path ?? ''}`.trim());
    case 'applied': {
      const what = `${body.what.op} ${body.what.path ?? ''}`.trim();
      return body.isVoid ? event.voided(s, what) : event.applied(s, what, body.zxid);
    }
    case 'answered':
      return event.answered(s, body.known);
    case 'link':
      return event.link(s, serverName(body.peer), body.up);
    case 'client':
      return event.client(s, body.connection, body.up);
    case 'notified':
      return event.notified(s, body.connection, body.path);
    default:
      return s;
  }
}
