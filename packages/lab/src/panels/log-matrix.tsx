import { memo } from 'react';
import { useText } from '../controller/context.ts';
import { type Cell, cellAt, surveyLogs } from '../model/cells.ts';
import type { Frame } from '../model/frame.ts';
import { newestLeader } from '../model/leader.ts';
import type { LogFrame } from '../model/ledger.ts';
import { serverName } from '../model/sentence.ts';
import { Matrix } from './matrix.tsx';

const HEAD = 46;

interface LogMatrixProps {
  readonly frame: Frame;
  readonly logs: readonly LogFrame[];
}

/** Raft: servers by index; how far each entry has come on each of them. */
export function LogMatrix({ frame, logs }: LogMatrixProps) {
  const t = useText();
  const survey = surveyLogs(logs);
  const leader = newestLeader(frame.servers);
  return (
    <Matrix
      name={t.log.name}
      servers={frame.servers}
      last={survey.last}
      head={HEAD}
      renderColumn={(index) => index}
      columnName={t.log.index}
      empty={t.log.empty}
      renderCell={({ id }, index) => {
        const log = logs[id];
        if (!log) return null;
        const peer = leader?.id === id ? undefined : leader?.peers.find((p) => p.server === id);
        const name = serverName(id);
        return (
          <>
            {index <= log.snapshotIndex ? (
              <span className="lab-cell is-snapshot" title={t.log.snapshot(log.snapshotIndex)} />
            ) : (
              <LogCell name={name} cell={cellAt(log, index, survey)} />
            )}
            {peer?.match === index && (
              <i className="lab-log-match" title={t.log.match(name, index)} aria-hidden="true" />
            )}
            {peer?.next === index && (
              <i className="lab-log-next" title={t.log.next(name, index)} aria-hidden="true" />
            )}
          </>
        );
      }}
    />
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
        className={`lab-cell is-${cell.state} lab-epoch-${cell.term % 6}`}
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
