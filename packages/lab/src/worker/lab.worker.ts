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

const engine = () => service.engine();

expose({
  open: (source: OpenSource) => service.open(source),
  mutants: (...args: Parameters<Service['mutants']>) => service.mutants(...args),
  extend: async (...args: Call<'extend'>) => handOver((await engine()).extend(...args)),
  frames: async (...args: Call<'frames'>) => handOverFrames((await engine()).frames(...args)),
  act: async (...args: Call<'act'>) => (await engine()).act(...args),
  inspect: async (...args: Call<'inspect'>) => (await engine()).inspect(...args),
  message: async (...args: Call<'message'>) => (await engine()).message(...args),
  explain: async (...args: Call<'explain'>) => (await engine()).explain(...args),
  lines: async (...args: Call<'lines'>) => (await engine()).lines(...args),
  linesOf: async (...args: Call<'linesOf'>) => (await engine()).linesOf(...args),
  share: async (...args: Call<'share'>) => (await engine()).share(...args),
  milestones: async (...args: Call<'milestones'>) => (await engine()).milestones(...args),
});
