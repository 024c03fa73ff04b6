import type { Frame } from '../../src/model/frame.ts';
import { History } from '../../src/model/history.ts';
import type { LabAct, OpenSource } from '../../src/model/run.ts';
import { type AnyEngine, Engine } from '../../src/worker/engine.ts';
import { raftExhibit } from '../../src/worker/raft/scenarios.ts';

/** A run as the page has it: the engine, and the history that the page keeps of each branch. */
export class Run {
  readonly engine: AnyEngine;
  readonly #histories: History[] = [];
  branch = 0;

  constructor(source: OpenSource, engine: AnyEngine = new Engine(raftExhibit)) {
    this.engine = engine;
    const result = this.engine.open(source);
    if (!result.ok) throw new Error(result.problem.detail);
    const history = new History();
    history.append(result.chunk);
    this.#histories.push(history);
  }

  get history(): History {
    const history = this.#histories[this.branch];
    if (!history) throw new Error('no such branch');
    return history;
  }

  playTo(at: number): this {
    this.history.append(this.engine.extend(this.branch, this.history.stepAt.length, 0, at));
    return this;
  }

  frame(step: number): Frame {
    const [frame] = this.engine.frames(this.branch, [step]);
    if (!frame) throw new Error('no such step');
    return frame;
  }

  act(step: number, act: LabAct): number {
    const at = this.history.atOf(step);
    const result = this.engine.act(this.branch, step, at, act);
    if (!result.ok) throw new Error(result.detail);
    const history = this.history.fork(step);
    history.append(result.chunk);
    this.#histories.push(history);
    this.branch = result.branch.id;
    return result.step;
  }

  marks(type: string) {
    return this.history.marks.filter((mark) => mark.type === type);
  }
}
