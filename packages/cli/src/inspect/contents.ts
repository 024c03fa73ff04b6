import { Reader, type Shape } from '@menagerie/contract';
import { decodeRequest } from '@menagerie/jute';
import {
  type CoreName,
  decodeProposal,
  type Kernel,
  ProposalKind,
  paxosKernel,
  raftKernel,
  zabKernel,
} from '@menagerie/server';

/** The records of a batch as values for JSON: the proposals in them opened, and the requests in those. */
export function recordsOf(core: CoreName, batch: Uint8Array): readonly unknown[] {
  switch (core) {
    case 'zab':
      return records(zabKernel, batch);
    case 'raft':
      return records(raftKernel, batch);
    case 'paxos':
      return records(paxosKernel, batch);
  }
}

function records<S extends Shape>({ protocol }: Kernel<S>, batch: Uint8Array): readonly unknown[] {
  // A record may keep what it was read from, and the next one takes its place.
  const reader = new Reader(batch.slice());
  const found: unknown[] = [];
  for (let left = reader.count(); left > 0; left -= 1) {
    found.push(opened(protocol.schemas.record.read(reader)));
  }
  return found;
}

/** The same value, with each run of bytes that is a proposal opened. */
function opened(value: unknown): unknown {
  if (value instanceof Uint8Array) return proposalIn(value) ?? value;
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, opened(each)]));
}

function proposalIn(bytes: Uint8Array): unknown {
  try {
    const { opening, number, time, wishes } = decodeProposal(bytes);
    return {
      opening,
      number,
      time: new Date(Number(time)).toISOString(),
      wishes: (wishes ?? []).map(({ kind, session, timeoutMs, data }) => {
        const name = KINDS.get(kind) ?? String(kind);
        if (name === 'createSession') return { kind: name, session, timeoutMs };
        if (name !== 'request') return { kind: name, session };
        return { kind: name, session, request: decodeRequest(data ?? new Uint8Array()) };
      }),
    };
  } catch {
    // Something else that a core keeps.
    return null;
  }
}

const KINDS = new Map<number, string>(
  Object.entries(ProposalKind).map(([name, kind]) => [kind, name]),
);
