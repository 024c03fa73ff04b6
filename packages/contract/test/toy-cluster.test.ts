import { defineProperty, type Property, record, u32 } from '@menagerie/contract';
import { fromText, isOf, ToyCluster, toText } from '@menagerie/contract/testing';
import { describe, expect, it } from 'vitest';
import { type RegisterShape, register } from './toys/register.ts';

const cluster = (): ToyCluster<RegisterShape> => new ToyCluster({ servers: 3 }, register);

const write = (on: ToyCluster<RegisterShape>, server: number, text: string): number =>
  on.command(server, { type: 'write', payload: fromText(text) });

const kept = (on: ToyCluster<RegisterShape>, server: number): string[] =>
  on.server(server).image.kept.map(toText);

const answerGated: typeof register.step = (_config, _state, input, sink) => {
  if (input.type !== 'command') return;
  const answer = { type: 'written' } as const;
  sink.push({ type: 'answer', request: input.request, answer, gated: true });
};

describe('a letter', () => {
  it('arrives in the order of sending, or as the test picks it', () => {
    const toy = cluster();
    write(toy, 0, 'a');
    write(toy, 0, 'b');
    expect(toy.deliver(({ to }) => to === 2)).toBe(true);
    toy.run(isOf('copy'));
    expect(kept(toy, 1)).toEqual(['a', 'b']);
    expect(toy.delivered.map(({ to }) => to)).toEqual([2, 1, 1, 2]);
    expect(toy.letters.map(({ message }) => message.type)).toEqual([
      'kept',
      'kept',
      'kept',
      'kept',
    ]);
    expect(toy.deliver(isOf('copy'))).toBe(false);
  });

  it('is lost between those who are cut off, and never on the way to oneself', () => {
    const toy = cluster();
    toy.isolate(0);
    write(toy, 0, 'a');
    toy.loses = () => true;
    toy.letters.push({ from: 0, to: 0, message: { type: 'copy', payload: fromText('own') } });
    toy.run();
    toy.isolate(0);
    write(toy, 1, 'x');
    toy.run();
    expect([0, 1, 2].map((id) => kept(toy, id))).toEqual([['a', 'own'], ['x'], ['x']]);
    toy.connect(0, 1);
    write(toy, 0, 'b');
    toy.run();
    expect([kept(toy, 1), kept(toy, 2)]).toEqual([['x', 'b'], ['x']]);
    toy.mend();
    write(toy, 0, 'c');
    toy.run();
    expect(kept(toy, 2)).toEqual(['x', 'c']);
  });

  it('can be taken out of the network', () => {
    const toy = cluster();
    write(toy, 0, 'a');
    expect(toy.drop(({ to }) => to === 1).map(({ to }) => to)).toEqual([1]);
    toy.run();
    expect([kept(toy, 1), kept(toy, 2)]).toEqual([[], ['a']]);
  });

  it('to oneself is gone with a crash, and no other is', () => {
    const toy = cluster();
    write(toy, 0, 'a');
    toy.letters.push({ from: 0, to: 0, message: { type: 'copy', payload: fromText('own') } });
    toy.restart(0);
    expect(toy.letters.map(({ to }) => to)).toEqual([1, 2]);
  });
});

describe('a slow disk', () => {
  function twoWrites(): ToyCluster<RegisterShape> {
    const toy = cluster();
    toy.server(0).fastDisk = false;
    write(toy, 0, 'a');
    write(toy, 0, 'b');
    return toy;
  }

  it('holds back what is gated until all is durable', () => {
    const toy = twoWrites();
    toy.sync(0, 1);
    expect([kept(toy, 0), toy.answers.size]).toEqual([['a'], 0]);
    toy.sync(0);
    expect([kept(toy, 0), toy.answers.size]).toEqual([['a', 'b'], 2]);
  });

  it('keeps of the newest writes as many as a crash leaves', () => {
    const toy = twoWrites();
    toy.crash(0, 1);
    toy.recover(0);
    toy.sync(0);
    expect([toy.state(0).kept.map(toText), kept(toy, 0)]).toEqual([['a'], ['a']]);
    expect(toy.answers.size).toBe(0);
  });

  it('holds back nothing where nothing is to be written', () => {
    const toy = new ToyCluster({ servers: 1 }, { ...register, step: answerGated });
    toy.server(0).fastDisk = false;
    write(toy, 0, 'a');
    expect(toy.answers.size).toBe(1);
  });

  it('that is replaced is blank', () => {
    const toy = cluster();
    write(toy, 0, 'a');
    toy.wipe(0, 1);
    expect(kept(toy, 0)).toEqual([]);
  });
});

it('counts the inputs of each server, and lets a test crash one after them', () => {
  const toy = cluster();
  toy.afterStep = (server) => {
    if (server === 1) toy.crash(1);
  };
  write(toy, 0, 'a');
  toy.run();
  expect(toy.servers.map(({ steps }) => steps)).toEqual([3, 1, 1]);
  expect(toy.servers.map(({ state }) => state === null)).toEqual([false, true, false]);
});

it('keeps what each application was given in its present run', () => {
  const toy = cluster();
  write(toy, 0, 'a');
  toy.run();
  expect(toy.server(0).outputs.map(({ payload }) => toText(payload))).toEqual(['a']);
  toy.restart(0);
  expect(toy.server(0).outputs).toEqual([]);
});

it('notes the rules that were asked', () => {
  const toy = cluster();
  toy.fire(2, 'repeat');
  expect(toy.notes).toEqual([{ server: 2, rule: 'repeats', verdict: true }]);
});

it('lets properties look on at everything that happens', () => {
  const seen: string[] = [];
  const looksOn: Property<RegisterShape> = defineProperty<RegisterShape, { none: number }>({
    name: 'Nothing Is Answered',
    source: 'a toy',
    kind: 'always',
    says: 'No client hears anything.',
    killedBy: [],
    ghost: record({ none: u32 }),
    start: () => ({ none: 0 }),
    observe: (_ghost, happening) => {
      const { type, server } = happening;
      seen.push(type === 'crash' && happening.wiped ? 'wiped 0' : `${type} ${server}`);
      if (type !== 'answered') return null;
      return {
        property: 'Nothing Is Answered',
        clause: 'answered',
        servers: [server],
        values: {},
        sentence: `Server ${server} answered.`,
      };
    },
  });
  const toy = new ToyCluster({ servers: 1 }, register, [looksOn]);
  write(toy, 0, 'a');
  toy.wipe(0, 1);
  expect(seen.join(', ')).toBe(
    'recover 0, durable 0, step 0, durable 0, answered 0, crash 0, wiped 0, recover 0, durable 0',
  );
  expect(toy.violations.map(({ sentence }) => sentence)).toEqual(['Server 0 answered.']);
  toy.check([]);
  write(toy, 0, 'b');
  expect(toy.violations).toHaveLength(1);
});

describe('what cannot be', () => {
  const refused = (message: string): object =>
    expect.objectContaining({ code: 'impossible-step', message });

  it('is refused', () => {
    const toy = cluster();
    toy.crash(1);
    expect(() => toy.state(1)).toThrow(refused('server 1 is down: recover it first'));
    expect(() => toy.server(3)).toThrow(refused('there is no server 3: the last is 2'));
    expect(() => toy.fire(1, 'repeat')).toThrow(/armed is nothing/);
    const idle = new ToyCluster({ servers: 1 }, { ...register, step: answerGated });
    idle.fire(0, 'repeat');
    expect(() => idle.fire(0, 'repeat')).toThrow(
      refused('timer repeat of server 0 is not armed; armed is nothing'),
    );
  });

  it('is a word that is answered for ever', () => {
    const endless = new ToyCluster(
      { servers: 2 },
      {
        ...register,
        step: (_config, _state, _input, sink) => {
          const message = { type: 'kept', count: 0 } as const;
          sink.push({ type: 'send', to: 1, message, gated: false });
        },
      },
    );
    write(endless, 0, 'a');
    expect(() => endless.run()).toThrow(refused('after 20000 letters there are still more'));
  });
});
