import type { Shape, Subject } from '@menagerie/contract';
import { paxosSubject, synodSubject } from '@menagerie/paxos/testing';
import { raftSubject } from '@menagerie/raft/testing';
import { createRecording, parseScenario, printScenario } from '@menagerie/simulator';
import { zabSubject } from '@menagerie/zab/testing';
import { describe, expect, test } from 'vitest';
import { choiceOf } from '../src/model/builtins.ts';
import { PROTOCOLS, type ProtocolName } from '../src/model/protocols.ts';
import { fetchStage, Service } from '../src/worker/service.ts';

/** A run of a protocol as its link and as its file, with the hash of its last step. */
async function shared(protocol: ProtocolName) {
  const service = new Service();
  await service.open({ type: 'builtin', choice: choiceOf('random', protocol) });
  const engine = await service.engine();
  engine.extend(0, 0, 200, 0);
  const [frame] = engine.frames(0, [200]);
  return { ...engine.share(0), hash: frame?.hash };
}

/** The same run as what an explorer or a shrinker writes: decisions, and no seed that matters. */
function decisionsOf(protocol: ProtocolName, json: string): string {
  switch (protocol) {
    case 'raft':
      return asDecisions(raftSubject, json);
    case 'paxos':
      return asDecisions(paxosSubject, json);
    case 'synod':
      return asDecisions(synodSubject, json);
    case 'zab':
      return asDecisions(zabSubject, json);
  }
}

function asDecisions<S extends Shape>(subject: Subject<S>, json: string): string {
  const scenario = parseScenario(json, [subject]);
  const recording = createRecording(subject, scenario);
  recording.extend({ steps: 150 });
  return printScenario({ ...scenario, decisions: recording.decisions }, subject);
}

describe.each(PROTOCOLS)('a run of %s', (protocol) => {
  test('opens by its link and by its file as the protocol that they name', async () => {
    const { fragment, json, hash } = await shared(protocol);
    for (const source of [
      { type: 'link', link: `#${fragment}` },
      { type: 'text', text: json },
    ] as const) {
      const service = new Service();
      const result = await service.open(source);
      expect(result).toMatchObject({ ok: true, meta: { protocol } });
      const engine = await service.engine();
      engine.extend(0, 0, 200, 0);
      expect(engine.frames(0, [200])[0]?.hash).toBe(hash);
    }
  });

  test('plays as a bare list of decisions, and ends where they end', async () => {
    const { json } = await shared(protocol);
    const service = new Service();
    const result = await service.open({ type: 'text', text: decisionsOf(protocol, json) });
    expect(result).toMatchObject({ ok: true, meta: { protocol } });
    const { ended, stepAt } = (await service.engine()).extend(0, 0, 1000, 0);
    expect(ended).toBe(true);
    expect(stepAt.length).toBe(151);
  });

  test('names what can be broken in it, before it is opened', async () => {
    const mutants = await new Service().mutants(protocol);
    expect(mutants.length).toBeGreaterThan(10);
    expect(mutants.every(({ id, mistake }) => id !== '' && mistake.en !== '')).toBe(true);
  });
});

describe('a protocol', () => {
  test('that the lab does not play is told from a damaged file', async () => {
    const { json } = await shared('raft');
    const other = json.replace('"raft"', '"two-phase commit"');
    const result = await new Service().open({ type: 'text', text: other });
    expect(result).toMatchObject({ ok: false, problem: { code: 'unknown-protocol' } });
  });

  test('that cannot be opened leaves the run before it', async () => {
    const service = new Service();
    await service.open({ type: 'builtin', choice: choiceOf(null, 'zab') });
    const engine = await service.engine();
    await service.open({ type: 'link', link: '#r=1.broken' });
    expect(await service.engine()).toBe(engine);
  });

  test('that comes late does not take the place of the one asked for after it', async () => {
    let arrive = () => {};
    const late = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const service = new Service(async (protocol) => {
      if (protocol === 'zab') await late;
      return fetchStage(protocol);
    });
    const first = service.open({ type: 'builtin', choice: choiceOf(null, 'zab') });
    await service.open({ type: 'builtin', choice: choiceOf(null, 'paxos') });
    arrive();
    expect(await first).toMatchObject({ ok: true });
    expect((await service.engine()).share(0).json).toContain('"paxos"');
  });

  test('that is on its way is waited for by what is asked meanwhile', async () => {
    const service = new Service();
    const opening = service.open({ type: 'builtin', choice: choiceOf(null, 'zab') });
    expect((await service.engine()).share(0).json).toContain('"zab"');
    expect(await opening).toMatchObject({ ok: true });
  });
});
