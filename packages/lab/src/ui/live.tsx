import { useLab, useLabState, useText } from '../controller/context.ts';
import type { EventLine } from '../model/run.ts';
import { eventSentence, serverName } from '../model/sentence.ts';
import { useAsked } from './use-asked.ts';

/** What a screen reader is told: turning points while the run plays, each event while it stands. */
export function Live() {
  const lab = useLab();
  const t = useText();
  const step = useLabState((state) => state.frame?.step ?? 0);
  const playing = useLabState((state) => state.playing);
  const event = useLabState((state) => state.event);
  const branch = useLabState((state) => state.branch);
  const notice = useLabState((state) => state.notice);
  const mark = lab.history.marks.findLast((one) => one.step <= step && one.type !== 'act');
  const lines = useAsked<readonly EventLine[]>(
    playing || event === null ? null : `${branch}:${event}`,
    () => lab.worker.linesOf(branch, event === null ? [] : [event]),
  );
  const line = lines?.find(({ id }) => id === event);
  const text = notice ?? (line ? eventSentence(line, t) : mark ? markText(mark, t) : '');
  return (
    <p className="lab-unseen" role="status" aria-label={t.page.live}>
      {text}
    </p>
  );
}

function markText(
  mark: ReturnType<typeof useLab>['history']['marks'][number],
  t: ReturnType<typeof useText>,
): string {
  switch (mark.type) {
    case 'election':
      return t.own.elected(serverName(mark.server), t.number(Number(mark.value)));
    case 'commit':
      return t.own.committed(mark.value);
    case 'violation':
      return t.mark.violation(t.propertyTitle(String(mark.value)));
    case 'act':
      return t.mark.act;
  }
}
