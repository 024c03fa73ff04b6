import type { Protocol } from '@menagerie/contract';
import { type ZabShape, zab } from '@menagerie/zab';
import { safetyProperties, zabZoo } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

// Three primaries, one after the other, as in the introduction of DSN 2011, but for this: what the first proposes
// does reach others. (The run of the paper is played on all protocols by a test of the simulator.) B must not be
// delivered without the A that it builds on, wherever the first primary crashes.

interface Story {
  readonly variant: 'zookeeper' | 'paper';
  /** After how many steps of the ensemble the first primary crashes. */
  readonly crashAfter: number;
  /** Its disk is fast; or slow, and keeps the oldest of what is not durable, or nothing. */
  readonly disk: 'fast' | 'keeps' | 'loses';
  /** Whether what it had sent still arrives. */
  readonly arrives: boolean;
  /** To whom its proposals go first. */
  readonly slow: number;
}

/** Plays the story; gives what each server has delivered, and how many steps there were to crash after. */
function play(
  story: Story,
  protocol: Protocol<ZabShape> = zab,
): { orders: string[]; violations: string[]; steps: number } {
  const cluster = new Cluster({ servers: 3, variant: story.variant }, protocol);
  cluster.check(safetyProperties);
  cluster.elect(0, 1, 2);
  cluster.run();
  cluster.loses = () => false;
  const begun = cluster.steps;
  const over = (): boolean => cluster.steps - begun >= story.crashAfter;

  cluster.server(2).fastDisk = story.disk === 'fast';
  for (const text of ['A', 'B']) if (!over()) cluster.propose(2, text);
  const fast = ({ to }: { to: number }): boolean => to !== story.slow;
  while (!over() && (cluster.deliver(fast) || cluster.deliver())) {
    // Late, so that there are crash points before and after.
    if (cluster.steps - begun > 6) cluster.sync(2);
  }
  const steps = cluster.steps - begun;
  cluster.crash(2, story.disk === 'keeps' ? 1 : 0);
  cluster.server(2).fastDisk = true;
  if (!story.arrives) cluster.letters = cluster.letters.filter(({ from }) => from !== 2);

  cluster.run();
  for (const id of [0, 1]) if (cluster.server(id).armed.has('leader')) cluster.fire(id, 'leader');
  cluster.propose(cluster.elect(0, 1), 'C');
  cluster.run();

  cluster.recover(2);
  for (const id of [0, 1]) cluster.restart(id);
  cluster.propose(cluster.elect(0, 2), 'D');
  cluster.run();

  for (const id of [0, 1, 2]) cluster.restart(id);
  cluster.elect(0, 1, 2);
  cluster.run();
  return {
    orders: [0, 1, 2].map((id) => cluster.applied(id).join('')),
    violations: cluster.violations.map(({ sentence }) => sentence),
    steps,
  };
}

const stories = (['zookeeper', 'paper'] as const).flatMap((variant) =>
  (['fast', 'keeps', 'loses'] as const).flatMap((disk) =>
    [true, false].flatMap((arrives) => [0, 1].map((slow) => ({ variant, disk, arrives, slow }))),
  ),
);

describe.each(stories)(
  'the first primary of $variant, disk $disk, arrives $arrives, slow $slow',
  (story) => {
    const most = play({ ...story, crashAfter: Number.POSITIVE_INFINITY }).steps;

    it('may crash after any of its steps: primary order holds, and everybody delivers the same', () => {
      expect(most).toBeGreaterThan(10);
      const seen = new Set<string>();
      for (let crashAfter = 0; crashAfter <= most; crashAfter += 1) {
        const { orders, violations } = play({ ...story, crashAfter });
        expect([crashAfter, violations]).toEqual([crashAfter, []]);
        const [order = ''] = orders;
        expect([crashAfter, orders]).toEqual([crashAfter, [order, order, order]]);
        expect(order).toMatch(/^(AB?)?CD$/);
        seen.add(order);
      }
      expect(seen).toContain('ABCD');
      expect(seen).toContain('CD');
    });
  },
);

describe('B without A', () => {
  it('is nowhere to be had even where only the message with B arrives', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.check(safetyProperties);
    cluster.elect(0, 1, 2);
    cluster.run();
    cluster.propose(2, 'A');
    cluster.letters = cluster.letters.filter((letter) => !isOf('proposal')(letter));
    cluster.propose(2, 'B');
    cluster.loses = () => false;
    cluster.run();
    expect([0, 1].map((id) => cluster.history(id))).toEqual(['', '']);
    cluster.crash(2);
    for (const id of [0, 1]) cluster.fire(id, 'leader');
    cluster.propose(cluster.elect(0, 1), 'C');
    cluster.run();
    expect(cluster.applied(0)).toEqual(['C']);
    expect(cluster.violations).toEqual([]);
  });
});

describe('the same crash points', () => {
  it.each(['Z-04', 'Z-08', 'Z-10', 'Z-30'])('find out a mistake: %s', (id) => {
    const protocol = zabZoo.find((each) => each.id === id)?.protocol;
    const found = stories
      .filter(({ variant }) => variant === 'zookeeper')
      .some((story) =>
        Array.from({ length: 20 }, (_, crashAfter) => crashAfter).some(
          (crashAfter) => play({ ...story, crashAfter }, protocol).violations.length > 0,
        ),
      );
    expect(found).toBe(true);
  });
});
