import type { Model, ModelProperty } from '@menagerie/checker';
import type { Words } from '@menagerie/contract';
import { Behaviours } from './behaviours.ts';
import { Foremost } from './foremost.ts';
import { promisesOf } from './promises.ts';
import { settledStart } from './settled.ts';
import { Steps } from './steps.ts';
import { childrenOf, remove } from './tree.ts';
import { delivered, type Scope, spent, startOf, type World } from './world.ts';

/** What can follow a world, and by what. */
interface Following {
  readonly action: string;
  readonly state: World;
}

/** How worlds are looked at. */
export interface RecipeModelOptions {
  /** Whether worlds are left out that say nothing more than those that are looked at. @default true */
  readonly reduced?: boolean;
  /** Told of each world what properties see of it, and of each that nothing follows once more. */
  readonly onShown?: (shown: string, isEnd: boolean) => void;
}

/** A world of processes that run real code, over a modelled tree. */
export class RecipeModel implements Model<World> {
  readonly name = 'a recipe';
  readonly properties: readonly ModelProperty<World>[];
  readonly #scope: Scope;
  readonly #behaviours: Behaviours;
  readonly #steps: Steps;
  readonly #foremost: Foremost | null;
  #start: World;
  readonly #texts = new Map<string, number>();
  readonly #numbers = new WeakMap<object, number>();
  readonly #ready = new WeakMap<World, readonly Following[]>();

  constructor(scope: Scope, { reduced = true, onShown }: RecipeModelOptions = {}) {
    this.#scope = scope;
    this.#start = startOf(scope);
    this.#behaviours = new Behaviours(scope.programs);
    this.#steps = new Steps(scope, this.#behaviours, reduced);
    this.#foremost = reduced ? new Foremost(scope, this.#behaviours, this.#steps) : null;
    const promises = promisesOf(scope, this.#behaviours);
    this.properties = onShown === undefined ? promises : [...promises, ...this.#telling(onShown)];
  }

  /** Has those of the processes go on that have settled before all else. Once, and first. */
  async settle(): Promise<void> {
    this.#start = await settledStart(this.#scope, this.#behaviours, this.#steps);
  }

  /** Runs what has to be known before the successors of these worlds can be told. */
  async prepare(worlds: readonly World[]): Promise<void> {
    await this.#behaviours.learn();
    let unready = worlds;
    // One who is moved may move the next: what has to be known is known one after the other.
    while (unready.length > 0) {
      unready = unready.filter((world) => !this.#getReady(world));
      await this.#behaviours.learn();
    }
  }

  /** Whether all is known. Then it need not be told again. */
  #getReady(world: World): boolean {
    const before = this.#behaviours.misses;
    const following: Following[] = [];
    this.#expand(world, (action, state) => following.push({ action, state }));
    if (this.#behaviours.misses > before) return false;
    this.#ready.set(world, following);
    return true;
  }

  starts(): readonly World[] {
    return [this.#start];
  }

  successors(world: World, next: (action: string, state: World) => void): void {
    const ready = this.#ready.get(world);
    if (ready === undefined) {
      const before = this.#behaviours.misses;
      this.#expand(world, next);
      if (this.#behaviours.misses > before) throw new Error('a world was not got ready');
      return;
    }
    this.#ready.delete(world);
    for (const { action, state } of ready) next(action, state);
  }

  encode(world: World, words: Words): void {
    const { tree, seats, left, grants, lastToken, highest, newest, notes, broken } = world;
    words.push(this.#numberOf(tree));
    for (const seat of seats) words.push(this.#numberOf(seat));
    // The rows of the living say what they have noted; those of the dead are forgotten.
    const said = notes.map((own, nth) => (seats[nth]?.running === true ? [] : own));
    const rest = [Object.values(left), grants, lastToken, highest, newest, said, broken];
    words.push(this.#text(JSON.stringify(rest)));
  }

  #expand(world: World, next: (action: string, state: World) => void): void {
    const first = this.#foremost?.of(world) ?? { type: 'none' };
    // Unknown: it is asked again when it was learnt, and what else follows may not be wanted then.
    if (first.type === 'unknown') return;
    if (first.type === 'enough') {
      next(first.action, first.state);
      return;
    }
    for (const nth of world.seats.keys()) this.#steps.of(world, nth, next);
    this.#steps.tick(world, next);
    this.#lapse(world, next);
    for (const path of Object.keys(world.tree.znodes)) {
      const znode = world.tree.znodes[path];
      if (world.left.collects === 0 || znode === undefined || !znode.container) continue;
      if (znode.next === 0 || childrenOf(world.tree, path).length > 0) continue;
      const { tree, events } = remove(world.tree, path);
      next(`the server removes ${path}`, {
        ...delivered(world, tree, events, -1, this.#scope.herd),
        left: spent(world.left, 'collects'),
      });
    }
  }

  /** Properties that always hold, and tell what there is for others to see. */
  #telling(onShown: (shown: string, isEnd: boolean) => void): ModelProperty<World>[] {
    const telling = (kind: 'always' | 'final'): ModelProperty<World> => ({
      name: 'what it shows is told',
      kind,
      holds: (world) => {
        onShown(this.#shown(world), kind === 'final');
        return true;
      },
    });
    return [telling('always'), telling('final')];
  }

  /** All of a world but by what rows of answers and events its processes came there. */
  #shown({ tree: { znodes }, seats, grants, highest, newest, notes, broken }: World): string {
    const lives = seats.map(({ running, session, history }, nth) => [
      running,
      session,
      running ? this.#behaviours.of(nth, history)?.holds : [],
    ]);
    return JSON.stringify([znodes, lives, grants, highest, newest, notes, broken]);
  }

  /** The server removes what its time is up of. */
  #lapse(world: World, next: (action: string, state: World) => void): void {
    for (const [path, { life }] of Object.entries(world.tree.znodes)) {
      if (life === undefined || life.age < life.ticks) continue;
      const { tree, events } = remove(world.tree, path);
      next(`the time of ${path} is up`, delivered(world, tree, events, -1, this.#scope.herd));
    }
  }

  /** The same for the same: most steps leave most of a world as it is. */
  #numberOf(part: object): number {
    const known = this.#numbers.get(part) ?? this.#text(JSON.stringify(part));
    this.#numbers.set(part, known);
    return known;
  }

  #text(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, this.#texts.size);
    return this.#texts.size - 1;
  }
}
