import { expose, transfer } from 'comlink';
import type { Frame } from '../model/frame.ts';
import type { HistoryChunk } from '../model/history.ts';
import type { OpenResult } from '../model/run.ts';
import { Engine } from './engine.ts';
import { raftExhibit } from './raft-scenarios.ts';

const engine = new Engine(raftExhibit);

/** Columns are handed over, not copied: the worker has no further use for them. */
function handOver(chunk: HistoryChunk): HistoryChunk {
  return transfer(
    chunk,
    [
      chunk.stepAt,
      chunk.stepEvents,
      chunk.kind,
      chunk.at,
      chunk.server,
      chunk.peer,
      chunk.messageKind,
      chunk.term,
      chunk.cause,
    ].map(({ buffer }) => buffer),
  );
}

function handOverFrames(frames: readonly Frame[]): readonly Frame[] {
  return transfer(
    frames,
    frames.flatMap(({ messages, servers }) => [
      messages.names.buffer,
      messages.times.buffer,
      ...servers.map(({ log }) => log.terms.buffer),
    ]),
  );
}

const service = {
  open: (...args: Parameters<typeof engine.open>): OpenResult => engine.open(...args),
  extend: (...args: Parameters<typeof engine.extend>) => handOver(engine.extend(...args)),
  frames: (...args: Parameters<typeof engine.frames>) => handOverFrames(engine.frames(...args)),
  act: (...args: Parameters<typeof engine.act>) => engine.act(...args),
  inspect: (...args: Parameters<typeof engine.inspect>) => engine.inspect(...args),
  message: (...args: Parameters<typeof engine.message>) => engine.message(...args),
  explain: (...args: Parameters<typeof engine.explain>) => engine.explain(...args),
  lines: (...args: Parameters<typeof engine.lines>) => engine.lines(...args),
  linesOf: (...args: Parameters<typeof engine.linesOf>) => engine.linesOf(...args),
  share: (...args: Parameters<typeof engine.share>) => engine.share(...args),
  milestones: (...args: Parameters<typeof engine.milestones>) => engine.milestones(...args),
};

expose(service);
