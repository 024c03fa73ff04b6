import type { EventId, ServerId } from '@menagerie/contract';
import type { ChallengeId, ChallengeResult } from '../model/challenge.ts';
import type { Frame } from '../model/frame.ts';
import type { History, Mark } from '../model/history.ts';
import { newestLeader } from '../model/leader.ts';
import type { BranchId, LabAct, LabWorker, OpenSource } from '../model/run.ts';
import { Courses } from './courses.ts';
import { Judge } from './judge.ts';
import { Player, type PlayerHost } from './player.ts';
import type { Source } from './source.ts';
import { type LabStore, openedRun, type Selection } from './store.ts';

/** Everything that a reader can do with a run. Views read the store and call this. */
export class LabController implements PlayerHost, Source {
  readonly store: LabStore;
  readonly player: Player;
  /** The element that holds this lab: a page may hold several. */
  root: HTMLElement | null = null;
  readonly verbs = null;
  readonly worker: LabWorker;
  readonly #courses: Courses;
  readonly #judge: Judge | null;
  #seek = 0;
  #opened = 0;

  constructor(
    worker: LabWorker,
    store: LabStore,
    options: { challenge?: ChallengeId; onChallenge?: (result: ChallengeResult) => void } = {},
  ) {
    this.worker = worker;
    this.store = store;
    this.#courses = new Courses(worker);
    const { challenge, onChallenge = () => {} } = options;
    this.#judge = challenge ? new Judge(worker, store, challenge, onChallenge) : null;
    this.player = new Player(this);
  }

  get playing(): boolean {
    return this.store.getState().playing;
  }

  get speed(): number {
    return this.store.getState().speed;
  }

  get calm(): boolean {
    return this.store.getState().calm;
  }

  get history(): History {
    return this.#courses.historyOf(this.store.getState().branch);
  }

  /** Opens a run; what cannot be opened is said, and `otherwise` is shown in its place. */
  async open(source: OpenSource, otherwise?: OpenSource): Promise<void> {
    const opened = (this.#opened += 1);
    this.store.setState({ status: 'loading', playing: false });
    const result = await this.worker.open(source);
    if (opened !== this.#opened) return;
    if (!result.ok) {
      this.store.setState({ problem: result.problem, status: 'ready' });
      if (otherwise && this.store.getState().meta === null) await this.open(otherwise);
      return;
    }
    this.#courses.reset(result.chunk);
    const challenge = this.#judge?.before() ?? null;
    const meta = result.meta;
    this.store.setState((state) => ({
      ...openedRun(meta, state.known + 1, challenge),
      // The problem stays on the page when this run only stands in for the one that failed.
      problem: otherwise === undefined ? state.problem : null,
    }));
    await this.seek(0);
  }

  dismissProblem(): void {
    this.store.setState({ problem: null });
  }

  /** Jumps to a step, at most to the end of what is known. Only the newest call counts. */
  async seek(step: number, select: 'event' | 'nothing' = 'nothing'): Promise<void> {
    const seek = (this.#seek += 1);
    const { branch } = this.store.getState();
    const { history } = this;
    const target = Math.max(0, Math.min(step, history.lastStep));
    this.player.now = history.atOf(target);
    const frame = await this.#courses.frames.load(branch, target);
    if (seek !== this.#seek || !frame) return;
    this.#show(frame);
    if (select === 'event') this.#selectFirstEvent(target);
    this.store.setState({ stopped: null });
    this.#ahead();
  }

  async seekTime(at: number): Promise<void> {
    const { history } = this;
    await this.seek(history.stepBy(at));
    // Between two steps the messages stand where honest time puts them.
    this.player.now = Math.max(this.player.now, Math.min(at, history.lastAt));
    this.player.wake();
  }

  async stepBy(direction: 1 | -1): Promise<void> {
    this.pause();
    const step = this.store.getState().frame?.step ?? 0;
    if (direction > 0 && step >= this.history.lastStep) await this.#extend();
    await this.seek(step + direction, 'event');
  }

  async stepOnServer(direction: 1 | -1): Promise<void> {
    const { selection, frame } = this.store.getState();
    if (selection?.type !== 'server') return this.stepBy(direction);
    this.pause();
    const step = this.history.stepOn(selection.server, frame?.step ?? 0, direction);
    if (step !== null) await this.seek(step, 'event');
  }

  async turn(direction: 1 | -1): Promise<void> {
    this.pause();
    const step = this.store.getState().frame?.step ?? 0;
    let mark = this.history.turningPoint(step, direction);
    // The next turning point may lie beyond what has been run: look a little further.
    for (let tries = 0; !mark && direction > 0 && tries < 8 && !this.history.ended; tries += 1) {
      await this.#extend();
      mark = this.history.turningPoint(step, direction);
    }
    if (mark) {
      await this.seek(mark.step);
      this.store.setState({ event: mark.event });
    }
  }

  /** To where the first property is violated, if that is known. */
  async toViolation(): Promise<void> {
    const mark = this.history.violationIn(-1, Number.POSITIVE_INFINITY);
    if (mark) await this.goToEvent(mark.event);
  }

  async goToEvent(event: EventId): Promise<void> {
    this.pause();
    await this.seek(this.history.stepOf(event));
    this.store.setState({ event });
  }

  play(): void {
    this.store.setState({ playing: true, stopped: null, menu: null });
    this.player.wake();
  }

  pause(): void {
    if (this.playing) this.store.setState({ playing: false });
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  setSpeed(speed: number): void {
    this.store.setState({ speed });
  }

  select(selection: Selection | null): void {
    this.store.setState({ selection });
    this.player.wake();
  }

  /** Does something to the run here and now: a new branch, and the reader on it. */
  async act(act: LabAct): Promise<boolean> {
    const { branch, frame, branches } = this.store.getState();
    if (!frame) return false;
    this.store.setState({ menu: null });
    const at = Math.max(frame.at, this.player.now);
    const result = await this.worker.act(branch, frame.step, at, act);
    if (!result.ok) {
      this.store.setState({ notice: result.detail });
      return false;
    }
    this.#courses.fork(branch, frame.step, result.branch.id, result.chunk);
    this.store.setState((state) => ({
      branches: [...branches, result.branch],
      branch: result.branch.id,
      known: state.known + 1,
      notice: null,
      stopped: null,
    }));
    await this.seek(result.step);
    this.player.now = Math.max(this.player.now, at);
    this.player.wake();
    return true;
  }

  /** Goes over to another branch, to where it left its parent unless told otherwise. */
  async switchTo(branch: BranchId, step?: number): Promise<void> {
    const found = this.store.getState().branches.find(({ id }) => id === branch);
    if (!found) return;
    this.pause();
    this.store.setState((state) => ({ branch, known: state.known + 1, event: null }));
    await this.seek(step ?? found.step);
  }

  async undo(): Promise<void> {
    const { branch, branches } = this.store.getState();
    const found = branches.find(({ id }) => id === branch);
    if (found && found.parent !== null) await this.switchTo(found.parent, found.step);
  }

  advance(to: number): number {
    const { frame, branch } = this.store.getState();
    const { history } = this;
    if (!frame) return this.player.now;
    const limit = history.ended ? Math.max(history.lastAt, frame.at) : history.lastAt;
    const target = Math.min(to, limit);
    let step = history.stepBy(target);
    const violation = history.violationIn(frame.step, step);
    if (violation) {
      step = violation.step;
      this.#courses.frames.ask(branch, [step]);
    }
    this.#courses.askAhead(branch, frame.step, target, this.speed);
    if (history.ended && target >= limit && step <= frame.step) this.pause();
    if (step <= frame.step) {
      this.#ahead();
      return target;
    }
    const next = this.#courses.frames.newest(branch, frame.step, step);
    // Nothing to show yet: time stands still rather than run away from the picture.
    if (!next) return Math.min(target, history.atOf(frame.step + 1));
    this.#show(next);
    if (violation && next.step === violation.step) {
      this.#stopAt(violation);
      return next.at;
    }
    this.#ahead();
    return next.step === step ? target : Math.min(target, history.atOf(next.step + 1));
  }

  advanceStep(): void {
    const step = this.store.getState().frame?.step ?? 0;
    const { history } = this;
    if (history.ended && step >= history.lastStep) return this.pause();
    const violation = history.violationIn(step, step + 1);
    void this.seek(step + 1, 'event').then(() => {
      if (violation) this.#stopAt(violation);
    });
  }

  /** Where a client that is told nothing else would turn. */
  leader(): ServerId | null {
    return newestLeader(this.store.getState().frame?.servers ?? [])?.id ?? null;
  }

  dispose(): void {
    this.pause();
    this.player.stop();
  }

  #stopAt({ event, value }: Mark): void {
    this.store.setState({ playing: false, event, stopped: String(value) });
  }

  #show(frame: Frame): void {
    this.store.setState({ frame });
    this.player.wake();
    void this.#judge?.judge(frame.step, this.history);
  }

  #selectFirstEvent(step: number): void {
    const { from, to } = this.history.eventsOf(step);
    if (to > from) this.store.setState({ event: from });
  }

  /** Has more of the run recorded when the reader comes near the end of what is. */
  #ahead(): void {
    const { branch, frame } = this.store.getState();
    if (this.#courses.runsShort(branch, frame?.step ?? 0, this.player.now, this.speed)) {
      void this.#extend();
    }
  }

  async #extend(): Promise<void> {
    const { branch } = this.store.getState();
    try {
      if (!(await this.#courses.extend(branch, this.player.now, this.speed))) return;
      this.store.setState((state) => ({ known: state.known + 1 }));
    } catch (error) {
      const detail = String(error);
      this.store.setState({ playing: false, problem: { code: 'internal', place: '', detail } });
    } finally {
      this.player.wake();
    }
  }
}
