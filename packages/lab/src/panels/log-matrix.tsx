import { memo, useState } from 'react';
import { useLabState, useText } from '../controller/context.ts';
import { type Cell, cellAt, type LogSurvey, surveyLogs, visibleColumns } from '../model/cells.ts';
import type { Frame, PeerFrame, ServerFrame } from '../model/frame.ts';
import { serverName } from '../model/sentence.ts';
import { useSize } from '../ui/use-size.ts';
import './log-matrix.css';

const CELL = 40;
const HEAD = 46;

/** Servers by index: how far each entry has come on each of them. Only what fits is rendered. */
export function LogMatrix() {
  const t = useText();
  const [box, size] = useSize<HTMLDivElement>({ width: 600, height: 200 });
  const frame = useLabState((state) => state.frame);
  const [scrolled, setScrolled] = useState<number | null>(null);
  if (!frame) return <section className="lab-log" ref={box} aria-label={t.log.name} />;
  const survey = surveyLogs(frame);
  const fits = Math.max(4, Math.floor((size.width - HEAD) / CELL));
  const { first, last } = visibleColumns(survey.last, fits, scrolled);
  const columns = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  const leader = newestLeader(frame);
  return (
    <section className="lab-log" ref={box} aria-label={t.log.name}>
      <table>
        <caption className="lab-unseen">{t.log.name}</caption>
        <thead>
          <tr>
            <th scope="col" style={{ width: HEAD }}>
              <span className="lab-unseen">{t.log.index}</span>
            </th>
            {columns.map((index) => (
              <th key={index} scope="col" style={{ width: CELL }}>
                {index <= Math.max(survey.last, 1) ? index : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {frame.servers.map((server) => (
            <Row
              key={server.id}
              server={server}
              peer={
                leader && leader.id !== server.id
                  ? leader.peers.find((p) => p.server === server.id)
                  : undefined
              }
              columns={columns}
              survey={survey}
            />
          ))}
        </tbody>
      </table>
      {survey.last === 0 && <p className="lab-log-empty">{t.log.empty}</p>}
      {survey.last > fits && (
        <div className="lab-log-scroll">
          <button
            type="button"
            onClick={() => setScrolled(Math.max(1, first - fits + 1))}
            disabled={first <= 1}
            aria-label={t.log.older}
            title={t.log.older}
          >
            ‹
          </button>
          <input
            type="range"
            min={1}
            max={Math.max(1, survey.last - fits + 1)}
            value={first}
            aria-label={t.log.index}
            onChange={(event) => setScrolled(Number(event.target.value))}
          />
          <button
            type="button"
            onClick={() => setScrolled(null)}
            disabled={scrolled === null}
            title={t.log.newest}
          >
            {t.log.newest}
          </button>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  readonly server: ServerFrame;
  readonly peer: PeerFrame | undefined;
  readonly columns: readonly number[];
  readonly survey: LogSurvey;
}

function Row({ server, peer, columns, survey }: RowProps) {
  const t = useText();
  const name = serverName(server.id);
  const { log } = server;
  const state = server.status === 'up' ? server.role : server.status;
  return (
    <tr className={`is-${state}`}>
      <th scope="row">
        {name}
        {state === 'leader' && <span aria-hidden="true"> ♛</span>}
      </th>
      {columns.map((index) => (
        <td key={index}>
          {index <= log.snapshotIndex ? (
            <span className="lab-cell is-snapshot" title={t.log.snapshot(log.snapshotIndex)} />
          ) : (
            <LogCell name={name} cell={cellAt(server, index, survey)} />
          )}
          {peer?.match === index && (
            <i className="lab-log-match" title={t.log.match(name, index)} aria-hidden="true" />
          )}
          {peer?.next === index && (
            <i className="lab-log-next" title={t.log.next(name, index)} aria-hidden="true" />
          )}
        </td>
      ))}
    </tr>
  );
}

interface LogCellProps {
  readonly name: string;
  readonly cell: Cell | null;
}

const LogCell = memo(
  function LogCell({ name, cell }: LogCellProps) {
    const t = useText();
    if (!cell) return null;
    const sign = cell.state === 'committed' ? '✓' : cell.state === 'applied' ? '✓·' : '';
    return (
      <span
        className={`lab-cell is-${cell.state} lab-term-${cell.term % 6}`}
        title={t.log.cell(name, cell.index, cell.term, t.cell[cell.state])}
      >
        {cell.term}
        {sign !== '' && <sup aria-hidden="true">{sign}</sup>}
        <span className="lab-unseen">{t.cell[cell.state]}</span>
      </span>
    );
  },
  (a, b) =>
    a.name === b.name &&
    a.cell?.state === b.cell?.state &&
    a.cell?.term === b.cell?.term &&
    a.cell?.index === b.cell?.index,
);

function newestLeader(frame: Frame): ServerFrame | undefined {
  let best: ServerFrame | undefined;
  for (const server of frame.servers) {
    if (
      server.role === 'leader' &&
      server.status !== 'crashed' &&
      server.term > (best?.term ?? -1)
    ) {
      best = server;
    }
  }
  return best;
}
