import { ContractError } from '@menagerie/contract';
import { SimulatorError } from '@menagerie/simulator';
import type { OpenProblem, OpenSource } from '../model/run.ts';

/** What went wrong in opening a run, so that the page can say in its language what to do. */
export function problemOf(error: unknown, source: OpenSource): OpenProblem {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof SimulatorError) {
    return { code: codeOf(error, source), place: error.path, detail };
  }
  if (error instanceof ContractError) {
    return { code: 'bad-scenario', place: error.path, detail };
  }
  return { code: source.type === 'builtin' ? 'internal' : 'bad-scenario', place: '', detail };
}

function codeOf({ code, message, path }: SimulatorError, source: OpenSource): OpenProblem['code'] {
  switch (code) {
    case 'broken-link':
      return 'bad-link';
    case 'unknown-protocol':
      return 'unknown-protocol';
    case 'unknown-mutant':
      return 'unknown-mutant';
    case 'invalid-scenario':
      if (source.type === 'builtin' && path === 'scenario') return 'unknown-scenario';
      if (message.includes('not JSON')) return 'bad-json';
      if (message.includes('no such field')) return 'unknown-field';
      return message.includes('there is no server') ? 'missing-server' : 'bad-scenario';
    case 'impossible-act':
    case 'out-of-range':
    case 'not-deterministic':
      return 'internal';
  }
}

/** A scenario of a protocol that this lab does not play, even if another tool may. */
export function unknownProtocol(protocol: string): OpenProblem {
  return { code: 'unknown-protocol', place: 'protocol', detail: `"${protocol}"` };
}
