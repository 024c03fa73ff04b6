import type { Effect, Sink } from '@menagerie/contract';
import { conformance } from '@menagerie/contract/testing';
import { describe, expect, it } from 'vitest';
import {
  type RegisterShape,
  type RegisterState,
  register,
  registerSubject,
} from './toys/register.ts';

describe('a core that keeps the rules', () => {
  for (const { name, run } of conformance(registerSubject())) it(name, run);
});

describe('a core that breaks one', () => {
  type Step = typeof register.step;
  const failures = (step: Step): string[] =>
    conformance(registerSubject({ step }), { seeds: 3, steps: 200 }).flatMap(({ name, run }) => {
      try {
        run();
        return [];
      } catch (error) {
        return [`${name} | ${String(error)}`];
      }
    });
  const failing = (check: string, step: Step): void => {
    expect(failures(step).filter((each) => each.startsWith(check))).not.toEqual([]);
  };

  it('is caught counting outside its state', () => {
    let count = 0;
    failing('rule 1: equal', (config, state, input, sink) => {
      count += 1;
      register.step(config, state, input, sink);
      if (count % 2 === 0) sink.push({ type: 'disarm', timer: 'repeat' });
    });
  });

  it('is caught keeping what it saw in an earlier run', () => {
    const seen = new Set<number>();
    failing('rule 1: nothing outside', (config, state, input, sink) => {
      register.step(config, state, input, sink);
      const place = state.kept.length;
      if (!seen.has(place)) state.acknowledged |= 1;
      seen.add(place);
    });
  });

  it('is caught changing a message after sending it', () => {
    const sent: Effect<RegisterShape>[] = [];
    const caught = failures((config, state, input, sink) => {
      register.step(config, state, input, {
        push: (effect) => {
          sent.push(effect);
          sink.push(effect);
        },
        note: () => {},
      });
      const old = sent.at(-20);
      if (old?.type === 'send' && old.message.type === 'kept')
        Object.assign(old.message, { count: 0 });
    });
    expect(caught.join('\n')).toMatch(/read only|Cannot assign/);
  });

  it('is caught using the sink later', () => {
    let late: Sink<RegisterShape> | null = null;
    const caught = failures((config, state, input, sink) => {
      late?.note('repeats', true);
      late = sink;
      register.step(config, state, input, sink);
    });
    expect(caught.join('\n')).toContain('after the call');
  });

  it('is caught persisting nothing', () => {
    failing('rule 2', (config, state, input, sink) => {
      register.step(config, state, input, sink);
      sink.push({ type: 'persist', records: [] });
    });
  });

  it('is caught changing the disk in recovery', () => {
    const worse = registerSubject({
      recover: (config, self, image, sink) => {
        image.kept.push(new Uint8Array());
        return register.recover(config, self, image, sink);
      },
    });
    const check = conformance(worse).find(({ name }) => name.startsWith('rule 3'));
    expect(check?.run).toThrow(/rule 3/);
  });

  it('is caught arming a timer for no sane time', () => {
    failing('rule 4', (config, state, input, sink) => {
      register.step(config, state, input, sink);
      sink.push({ type: 'arm', timer: 'repeat', span: { min: 20, max: 10 } });
    });
  });

  it('is caught deciding by a payload', () => {
    failing('rule 5', (config, state, input, sink) => {
      if (input.type === 'command' && input.command.payload[0] === 7) return;
      register.step(config, state, input, sink);
    });
  });

  it('is caught hiding state from its schema', () => {
    failing('rule 6', (config, state: RegisterState & { hidden?: number }, input, sink) => {
      register.step(config, state, input, sink);
      state.hidden = 1;
    });
  });
});
