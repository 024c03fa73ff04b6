import { conformance } from '@menagerie/contract/testing';
import { type ZabMessage, type ZabOutput, zab } from '@menagerie/zab';
import { zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';

for (const { name, run } of conformance(zabSubject)) it(name, run);

describe('the runs of the kit', () => {
  it('come to all that a leader says to learners, and to transactions of both kinds', () => {
    const said = new Set<ZabMessage['type']>();
    const given = new Set<string>();
    const give = (output: ZabOutput): void => {
      given.add(output.type === 'txn' ? output.txn.type : output.type);
    };
    const step: typeof zab.step = (config, state, input, sink) =>
      zab.step(config, state, input, {
        push: (effect) => {
          if (effect.type === 'send') said.add(effect.message.type);
          else if (effect.type === 'deliver') give(effect.output);
          sink.push(effect);
        },
        note: (rule, verdict) => sink.note(rule, verdict),
      });
    const [check] = conformance({ ...zabSubject, protocol: { ...zab, step } });
    check?.run();
    const ofLeaders = ['leaderInfo', 'diff', 'snap', 'newLeader', 'upToDate', 'sync'] as const;
    const ofBroadcast = ['proposal', 'commit', 'commitAndActivate', 'inform'] as const;
    expect([...said]).toEqual(expect.arrayContaining([...ofLeaders, ...ofBroadcast]));
    expect(given).toEqual(new Set(['data', 'reconfig', 'snapshot']));
  });
});
