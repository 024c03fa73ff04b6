import { useEffect, useRef, useState } from 'react';
import { useLab, useLabState, useText } from '../controller/context.ts';
import { type History, kindCode, type Mark } from '../model/history.ts';
import type { EventLine } from '../model/run.ts';
import { eventSentence, serverName } from '../model/sentence.ts';
import { useAsked } from '../ui/use-asked.ts';
import { useSize } from '../ui/use-size.ts';
import './panels.css';

const ROW = 44;
const SPARE = 6;

/** What a reader of the short form wants to hear of: no timers set, no rules, no plain messages. */
const TURNING = (
  [
    'command',
    'answered',
    'delivered',
    'crashed',
    'recovered',
    'wiped',
    'paused',
    'resumed',
    'cut',
    'mended',
    'violated',
  ] as const
).map(kindCode);

/** The run in sentences: what the stage and the diagram show, for reading and for listening. */
export function Transcript() {
  const lab = useLab();
  const t = useText();
  const [box, size] = useSize<HTMLDivElement>({ width: 300, height: 400 });
  const [top, setTop] = useState(0);
  const [quiet, setQuiet] = useState(true);
  const branch = useLabState((state) => state.branch);
  const frame = useLabState((state) => state.frame);
  const chosen = useLabState((state) => state.event);
  const { history } = lab;
  const until = frame ? history.eventsOf(frame.step).to : 0;
  const events = useTurning(history, until, quiet);
  const count = quiet ? events.length : until;
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const last = Math.min(count, Math.ceil((top + size.height) / ROW) + SPARE);
  const wanted = Array.from({ length: Math.max(0, last - first) }, (_, i) =>
    quiet ? (events[first + i] ?? 0) : first + i,
  );
  const from = wanted[0] ?? 0;
  const to = (wanted.at(-1) ?? -1) + 1;
  const lines = useAsked<readonly EventLine[]>(
    wanted.length > 0 ? `${branch}:${wanted.join()}` : null,
    () => (quiet ? lab.worker.linesOf(branch, wanted) : lab.worker.lines(branch, from, to)),
  );
  const known = new Map(lines?.map((line) => [line.id, line]));
  const elections = electionsOf(history);
  const follows = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element && follows.current) element.scrollTop = count * ROW;
  }, [box, count]);
  return (
    <div className="lab-panel lab-transcript">
      <label className="lab-check">
        <input
          type="checkbox"
          checked={quiet}
          onChange={(event) => setQuiet(event.target.checked)}
        />
        {t.transcript.quiet}
      </label>
      {/* The buttons in it bring a keyboard there, and scroll it. */}
      <div
        ref={box}
        className="lab-lines"
        role="region"
        aria-label={t.transcript.name}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          follows.current = scrollHeight - scrollTop - clientHeight < ROW;
          setTop(scrollTop);
        }}
      >
        <ol style={{ height: count * ROW }}>
          {wanted.map((event, i) => {
            const line = known.get(event);
            const elected = elections.get(event);
            return (
              <li
                key={event}
                style={{ top: (first + i) * ROW, height: ROW }}
                aria-setsize={count}
                aria-posinset={first + i + 1}
              >
                <button
                  type="button"
                  aria-current={event === chosen}
                  onClick={() => void lab.goToEvent(event)}
                >
                  <time>{t.ms(line?.at ?? 0)}</time>
                  <span>
                    {line ? eventSentence(line, t) : '…'}
                    {elected && (
                      <b>{` ${t.own.elected(serverName(elected.server), t.number(Number(elected.value)))}${t.stop}`}</b>
                    )}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}

/** Who was elected by which event: no event says so by itself. */
function electionsOf(history: History): ReadonlyMap<number, Mark> {
  const elections = history.marks.filter(({ type }) => type === 'election');
  return new Map(elections.map((mark) => [mark.event, mark]));
}

/** Events of the short form up to a point, kept so that playing on only adds to them. */
function useTurning(history: History, until: number, wanted: boolean): readonly number[] {
  const kept = useRef<{ history: History; upTo: number; events: number[] }>({
    history,
    upTo: 0,
    events: [],
  });
  if (!wanted) return [];
  if (kept.current.history !== history) kept.current = { history, upTo: 0, events: [] };
  const { events } = kept.current;
  const elections = electionsOf(history);
  while ((events.at(-1) ?? -1) >= until) events.pop();
  for (let event = Math.min(kept.current.upTo, until); event < until; event += 1) {
    if (events.length > 0 && event <= (events.at(-1) ?? -1)) continue;
    if (TURNING.includes(history.kind.items[event] ?? 0) || elections.has(event))
      events.push(event);
  }
  kept.current.upTo = until;
  return events;
}
