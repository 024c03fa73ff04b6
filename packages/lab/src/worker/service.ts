import type { Shape } from '@menagerie/contract';
import { protocolOfLink, protocolOfScenario } from '@menagerie/simulator';
import { isProtocolName, type ProtocolName } from '../model/protocols.ts';
import type { MutantNote, OpenResult, OpenSource } from '../model/run.ts';
import { type AnyEngine, Engine } from './engine.ts';
import type { Exhibit } from './exhibit.ts';
import { problemOf, unknownProtocol } from './problem-of.ts';
import { mutantNotes } from './say.ts';

/** A protocol that has been fetched. What it is made of is known here only. */
export interface Stage {
  readonly mutants: readonly MutantNote[];
  engine(): AnyEngine;
}

/** Fetches a protocol: a page pays for the protocols that it plays and for no other. */
export async function fetchStage(protocol: ProtocolName): Promise<Stage> {
  switch (protocol) {
    case 'raft':
      return stageOf((await import('./raft/scenarios.ts')).raftExhibit);
    case 'paxos':
      return stageOf((await import('./paxos/scenarios.ts')).paxosExhibit);
    case 'synod':
      return stageOf((await import('./synod/scenarios.ts')).synodExhibit);
    case 'zab':
      return stageOf((await import('./zab/scenarios.ts')).zabExhibit);
  }
}

function stageOf<S extends Shape>(exhibit: Exhibit<S>): Stage {
  return { mutants: mutantNotes(exhibit), engine: () => new Engine(exhibit) };
}

/** What the worker does for the page: opens runs of any protocol, one at a time. */
export class Service {
  readonly #fetch: (protocol: ProtocolName) => Promise<Stage>;
  #engine: AnyEngine | null = null;
  #opened = 0;
  #opening: Promise<OpenResult> | null = null;

  constructor(fetch: (protocol: ProtocolName) => Promise<Stage> = fetchStage) {
    this.#fetch = fetch;
  }

  /**
   * The engine of the run that was opened last. What is asked for while a run is being opened is
   * about that run, so it waits: a reader may press a button before the protocol has come.
   */
  async engine(): Promise<AnyEngine> {
    await this.#opening;
    if (!this.#engine) throw new Error('no run is open');
    return this.#engine;
  }

  /** A run that cannot be opened leaves the one before it as it is. */
  open(source: OpenSource): Promise<OpenResult> {
    const result = this.#open(source);
    this.#opening = result;
    return result;
  }

  async #open(source: OpenSource): Promise<OpenResult> {
    const mine = (this.#opened += 1);
    try {
      const protocol = protocolOf(source);
      if (!isProtocolName(protocol)) return { ok: false, problem: unknownProtocol(protocol) };
      const engine = (await this.#fetch(protocol)).engine();
      const result = engine.open(source);
      // Another run was asked for while this protocol was on its way: the page waits for that one.
      if (result.ok && mine === this.#opened) this.#engine = engine;
      return result;
    } catch (error) {
      return { ok: false, problem: problemOf(error, source) };
    }
  }

  async mutants(protocol: ProtocolName): Promise<readonly MutantNote[]> {
    return (await this.#fetch(protocol)).mutants;
  }
}

function protocolOf(source: OpenSource): string {
  switch (source.type) {
    case 'builtin':
      return source.choice.protocol;
    case 'text':
      return protocolOfScenario(source.text);
    case 'link':
      return protocolOfLink(source.link);
  }
}
