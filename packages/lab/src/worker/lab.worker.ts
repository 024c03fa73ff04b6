import { expose, transfer } from 'comlink';
import type { Frame } from '../model/frame.ts';
import type { HistoryChunk } from '../model/history.ts';
import { buffersOf } from '../model/ledger.ts';
import type { OpenSource } from '../model/run.ts';
import type { AnyEngine } from './engine.ts';
import { Service } from './service.ts';

const service = new Service();

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
      chunk.epoch,
      chunk.cause,
    ].map(({ buffer }) => buffer),
  );
}

function handOverFrames(frames: readonly Frame[]): readonly Frame[] {
  return transfer(
    frames,
    frames.flatMap(({ messages, ledger }) => [
      messages.names.buffer,
      messages.times.buffer,
      ...buffersOf(ledger),
    ]),
  );
}

type Call<K extends keyof AnyEngine> = Parameters<AnyEngine[K]>;

expose({
  open: (source: OpenSource) => service.open(source),
  mutants: (...args: Parameters<Service['mutants']>) => service.mutants(...args),
  extend: (...args: Call<'extend'>) => handOver(service.engine.extend(...args)),
  frames: (...args: Call<'frames'>) => handOverFrames(service.engine.frames(...args)),
  act: (...args: Call<'act'>) => service.engine.act(...args),
  inspect: (...args: Call<'inspect'>) => service.engine.inspect(...args),
  message: (...args: Call<'message'>) => service.engine.message(...args),
  explain: (...args: Call<'explain'>) => service.engine.explain(...args),
  lines: (...args: Call<'lines'>) => service.engine.lines(...args),
  linesOf: (...args: Call<'linesOf'>) => service.engine.linesOf(...args),
  share: (...args: Call<'share'>) => service.engine.share(...args),
  milestones: (...args: Call<'milestones'>) => service.engine.milestones(...args),
});
