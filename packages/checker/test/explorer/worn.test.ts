import { type RaftShape, raft } from '@menagerie/raft';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { createSimulation } from '@menagerie/simulator';
import { expect, it } from 'vitest';
import { ClusterSpace } from '../../src/explorer/cluster/cluster-space.ts';
import { toScenario } from '../../src/explorer/cluster/scenario.ts';
import type { Played } from '../../src/explorer/cluster/start.ts';
import { Search } from '../../src/explorer/search.ts';

type Step = Played<RaftShape>;

/** Of all states so many are replayed: one in a prime number, so that all depths come up. */
const EVERY = 7;

function isDelivery(step: Step): boolean {
  return step.type === 'event' && step.event.type === 'deliver';
}

/** What a server is after the last of these steps that befell it. */
function stateAfter(played: readonly Step[], server: number): RaftShape['state'] | null {
  const last = played.findLast((step) => step.type === 'event' && step.server === server);
  return last?.type === 'event' ? last.reaction.cell.state : null;
}

it('leads a simulator to the same servers where one message stands for another', () => {
  const base = raftExploration.scopes.find(({ name }) => name === '2 elections, 1 write');
  if (base === undefined) throw new RangeError('there is no scope of 2 elections and 1 write');
  const scope = {
    ...base,
    config: { ...base.config, answerStale: true },
    commands: [1, 2].map((nth) => ({ command: raftSubject.write(nth) })),
  };
  const space = new ClusterSpace(raftSubject, raftExploration, scope);
  const search = new Search(space, { order: 'breadth' });
  expect(search.finish()).toBe('exhausted');
  for (let index = 0; index < search.distinct; index += EVERY) {
    const played = space.walk(search.table.pathTo(index));
    const scenario = toScenario(raftSubject, scope, played);
    const delivered = scenario.decisions.filter(
      ({ decision }) => decision.type === 'deliver' && decision.from !== decision.to,
    );
    expect(delivered).toHaveLength(played.filter(isDelivery).length);
    const simulation = createSimulation(raftSubject, scenario);
    while (simulation.step() !== null) {}
    for (const [server, { state }] of simulation.world.servers.entries()) {
      const expected = stateAfter(played, server);
      if (state === null || expected === null) throw new RangeError(`server ${server} is down`);
      expect(raft.schemas.state.equals(state, expected)).toBe(true);
    }
  }
});
