import type { LogFrame } from '../../src/model/ledger.ts';

/** A log as it starts, but for what a test says of it. */
export function log(terms: readonly number[], parts: Partial<LogFrame> = {}): LogFrame {
  return {
    voter: true,
    snapshotIndex: 0,
    snapshotTerm: 0,
    terms: Int32Array.from(terms),
    durable: terms.length + (parts.snapshotIndex ?? 0),
    commit: 0,
    applied: 0,
    ...parts,
  };
}
