import { useMemo } from 'react';
import { useText } from '../controller/context.ts';
import type { Frame, ServerFrame } from '../model/frame.ts';
import type { LedgerFrame, ZxidsFrame } from '../model/ledger.ts';
import { serverName } from '../model/sentence.ts';
import { surveyZxids, type ZxidSurvey, zxidOf, zxidState } from '../model/zxids.ts';
import { Matrix } from './matrix.tsx';

const HEAD = 262;
const NARROW_HEAD = 150;
const CELL = 50;

interface HistoryMatrixProps {
  readonly frame: Frame;
  readonly ledger: LedgerFrame & { readonly type: 'history' };
}

/** Zab: servers by zxid, with the two epochs of each, its phase, and whom it follows. */
export function HistoryMatrix({ frame, ledger }: HistoryMatrixProps) {
  const t = useText();
  const survey = useMemo(
    () => surveyZxids(ledger.servers, frame.servers, ledger.held),
    [ledger, frame.servers],
  );
  const { columns } = survey;
  return (
    <Matrix
      name={t.history.name}
      servers={frame.servers}
      last={columns.length}
      head={HEAD}
      narrowHead={NARROW_HEAD}
      cell={CELL}
      renderColumn={(index) => nameOf(columns[index - 1] ?? 0)}
      columnName={t.history.zxid}
      empty={t.history.empty}
      facts={[
        { name: t.history.accepted, title: t.history.acceptedTitle },
        { name: t.history.current, title: t.history.currentTitle },
        { name: t.history.phase, title: t.history.phaseTitle, wide: true },
      ]}
      renderFacts={(server) => {
        const history = ledger.servers[server.id];
        if (!history) return [];
        return [
          <Epoch key="accepted" epoch={history.acceptedEpoch} />,
          <Epoch key="current" epoch={history.currentEpoch} />,
          <Phase key="phase" server={server} />,
        ];
      }}
      renderCell={({ id }, index) => {
        const history = ledger.servers[id];
        const key = columns[index - 1];
        if (!history || key === undefined) return null;
        return <ZxidCell name={serverName(id)} history={history} zxid={key} survey={survey} />;
      }}
    />
  );
}

function nameOf(key: number): string {
  const { epoch, counter } = zxidOf(key);
  return `${epoch}.${counter}`;
}

function Epoch({ epoch }: { readonly epoch: number }) {
  return <span className={`lab-epoch lab-epoch-${epoch % 6}`}>{epoch}</span>;
}

/** What it is at, and whom it takes for the leader. */
function Phase({ server }: { readonly server: ServerFrame }) {
  const t = useText();
  const { id, status, part, leader } = server;
  const word = status === 'up' ? t.history.phases[part] : t.status[status];
  return (
    <>
      {word}
      {status === 'up' && leader !== null && leader !== id && (
        <small>{` → ${serverName(leader)}`}</small>
      )}
    </>
  );
}

interface ZxidCellProps {
  readonly name: string;
  readonly history: ZxidsFrame;
  readonly zxid: number;
  readonly survey: ZxidSurvey;
}

function ZxidCell({ name, history, zxid, survey }: ZxidCellProps) {
  const t = useText();
  const state = zxidState(history, zxid, survey);
  if (state === null) return null;
  if (state === 'snapshot') {
    return <span className="lab-cell is-snapshot" title={t.history.inSnapshot} />;
  }
  const label = nameOf(zxid);
  return (
    <span
      className={`lab-cell is-${state} lab-epoch-${zxidOf(zxid).epoch % 6}`}
      title={t.history.cell(name, label, t.history.states[state])}
      data-zxid={label}
    >
      {label}
      {state === 'applied' && <sup aria-hidden="true">✓</sup>}
      <span className="lab-unseen">{t.history.states[state]}</span>
    </span>
  );
}
