import { type ReactNode, useState } from 'react';
import { useText } from '../controller/context.ts';
import { visibleColumns } from '../model/cells.ts';
import type { ServerFrame } from '../model/frame.ts';
import { serverName } from '../model/sentence.ts';
import { useSize } from '../ui/use-size.ts';
import './matrix.css';

const CELL = 40;

interface MatrixProps {
  readonly name: string;
  readonly servers: readonly ServerFrame[];
  /** How many columns there are in all; the newest are shown unless the reader scrolls. */
  readonly last: number;
  /** Pixels of a column. @default 40 */
  readonly cell?: number;
  /** Pixels of what stands before the columns; where there is little room, only the short facts do. */
  readonly head: number;
  readonly narrowHead?: number;
  /** What stands above a column, and the word for what the columns are. */
  readonly renderColumn: (index: number) => ReactNode;
  readonly columnName: string;
  /** Further cells before the columns, with the words above them. */
  readonly facts?: readonly FactColumn[];
  readonly renderFacts?: (server: ServerFrame) => readonly ReactNode[];
  readonly renderCell: (server: ServerFrame, index: number) => ReactNode;
  /** Said in place of a matrix without columns. */
  readonly empty: string;
  /** Said below the matrix. */
  readonly note?: string;
}

interface FactColumn {
  readonly name: string;
  readonly title: string;
  /** Left out where there is little room: the inspector has it too. */
  readonly wide?: boolean;
}

/** Pixels below which there is little room. */
const NARROW = 520;

/** Servers by columns. Only what fits is rendered. */
export function Matrix(props: MatrixProps) {
  const { name, servers, last, cell = CELL, renderColumn, columnName } = props;
  const [box, size] = useSize<HTMLDivElement>({ width: 600, height: 200 });
  const [scrolled, setScrolled] = useState<number | null>(null);
  const narrow = size.width < NARROW;
  const facts = (props.facts ?? []).map((fact) => ({ ...fact, shown: !(narrow && fact.wide) }));
  const head = narrow ? (props.narrowHead ?? props.head) : props.head;
  const fits = Math.max(3, Math.floor((size.width - head) / cell));
  const { first, last: end } = visibleColumns(last, fits, scrolled);
  const columns = Array.from({ length: Math.max(0, end - first + 1) }, (_, i) => first + i);
  return (
    <section className={`lab-log${narrow ? '' : ' is-roomy'}`} ref={box} aria-label={name}>
      <table>
        <caption className="lab-unseen">{name}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="lab-unseen">{columnName}</span>
            </th>
            {facts.map(
              ({ name: fact, title, shown }) =>
                shown && (
                  <th key={fact} scope="col" className="is-fact" title={title}>
                    {fact}
                  </th>
                ),
            )}
            {columns.map((index) => (
              <th key={index} scope="col" style={{ minWidth: cell, width: cell }}>
                {index <= Math.max(last, 1) ? renderColumn(index) : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {servers.map((server) => (
            <Row
              key={server.id}
              server={server}
              columns={columns}
              facts={props.renderFacts?.(server).filter((_, i) => facts[i]?.shown) ?? []}
              renderCell={props.renderCell}
            />
          ))}
        </tbody>
      </table>
      {last === 0 && <p className="lab-log-empty">{props.empty}</p>}
      {props.note !== undefined && (
        <p className="lab-log-note" aria-live="polite">
          {props.note}
        </p>
      )}
      {last > fits && (
        <Scroll
          first={first}
          fits={fits}
          last={last}
          newest={scrolled === null}
          name={columnName}
          onScroll={setScrolled}
        />
      )}
    </section>
  );
}

interface RowProps extends Pick<MatrixProps, 'renderCell'> {
  readonly server: ServerFrame;
  readonly columns: readonly number[];
  readonly facts: readonly ReactNode[];
}

function Row({ server, columns, facts, renderCell }: RowProps) {
  const state = server.status === 'up' ? server.role : server.status;
  return (
    <tr className={`is-${state}`} data-row={server.id}>
      <th scope="row">
        {serverName(server.id)}
        {state === 'leader' && <span aria-hidden="true"> ♛</span>}
      </th>
      {facts.map((fact, i) => (
        <td key={i} className="is-fact">
          {fact}
        </td>
      ))}
      {columns.map((index) => (
        <td key={index}>{renderCell(server, index)}</td>
      ))}
    </tr>
  );
}

interface ScrollProps {
  readonly first: number;
  readonly fits: number;
  readonly last: number;
  readonly newest: boolean;
  readonly name: string;
  readonly onScroll: (to: number | null) => void;
}

function Scroll({ first, fits, last, newest, name, onScroll }: ScrollProps) {
  const t = useText();
  return (
    <div className="lab-log-scroll">
      <button
        type="button"
        onClick={() => onScroll(Math.max(1, first - fits + 1))}
        disabled={first <= 1}
        aria-label={t.log.older}
        title={t.log.older}
      >
        ‹
      </button>
      <input
        type="range"
        min={1}
        max={Math.max(1, last - fits + 1)}
        value={first}
        aria-label={name}
        onChange={(event) => onScroll(Number(event.target.value))}
      />
      <button type="button" onClick={() => onScroll(null)} disabled={newest} title={t.log.newest}>
        {t.log.newest}
      </button>
    </div>
  );
}
