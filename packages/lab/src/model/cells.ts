import type { LogFrame } from './ledger.ts';

/**
 * How far an entry has come on one server. `discarded`: another entry is committed at its index,
 * so it will be overwritten.
 */
export type CellState = 'logged' | 'durable' | 'acked' | 'committed' | 'applied' | 'discarded';

export interface Cell {
  readonly index: number;
  readonly term: number;
  readonly state: CellState;
}

function lastIndex(log: LogFrame): number {
  return log.snapshotIndex + log.terms.length;
}

/** The term at an index; 0 where the server has no such entry, or has it in a snapshot only. */
function termAt(log: LogFrame, index: number): number {
  return index === log.snapshotIndex
    ? log.snapshotTerm
    : (log.terms[index - log.snapshotIndex - 1] ?? 0);
}

/** What must be known of the whole cluster to judge a cell: computed once a frame. */
export interface LogSurvey {
  readonly last: number;
  /** Term of the committed entry at an index, as far as a server that is up knows one. */
  committedTerm(index: number): number;
  /** Whether a majority of the voters has this entry on disk. */
  acked(index: number, term: number): boolean;
}

export function surveyLogs(logs: readonly LogFrame[]): LogSurvey {
  const last = Math.max(0, ...logs.map(lastIndex));
  const voters = logs.filter(({ voter }) => voter);
  const furthest = logs.reduce<LogFrame | undefined>(
    (best, log) => (best && best.commit >= log.commit ? best : log),
    undefined,
  );
  return {
    last,
    committedTerm: (index) => (furthest && index <= furthest.commit ? termAt(furthest, index) : 0),
    acked: (index, term) => {
      const having = voters.filter(
        (log) =>
          index <= log.snapshotIndex || (index <= log.durable && termAt(log, index) === term),
      );
      return having.length * 2 > voters.length;
    },
  };
}

/** One cell of the matrix; `null` where the server has no entry, or has it in a snapshot. */
export function cellAt(log: LogFrame, index: number, survey: LogSurvey): Cell | null {
  if (index <= log.snapshotIndex || index > lastIndex(log)) return null;
  const term = termAt(log, index);
  return { index, term, state: cellState(log, index, term, survey) };
}

function cellState(log: LogFrame, index: number, term: number, survey: LogSurvey): CellState {
  if (index <= log.applied) return 'applied';
  if (index <= log.commit) return 'committed';
  const committed = survey.committedTerm(index);
  if (committed !== 0 && committed !== term) return 'discarded';
  if (index > log.durable) return 'logged';
  return survey.acked(index, term) ? 'acked' : 'durable';
}

/** The columns that fit, ending at the newest entry unless the reader scrolled elsewhere. */
export function visibleColumns(
  last: number,
  fits: number,
  scrolledTo: number | null,
): { readonly first: number; readonly last: number } {
  const newestFirst = Math.max(1, last - fits + 1);
  const first = scrolledTo === null ? newestFirst : Math.max(1, Math.min(scrolledTo, newestFirst));
  return { first, last: first + fits - 1 };
}
