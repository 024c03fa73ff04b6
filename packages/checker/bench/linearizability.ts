import {
  checkLinearizability,
  type Operation,
  type RegisterInput,
  type RegisterOutput,
  registerModel,
} from '@menagerie/checker';

/**
 * Histories of a register with more and more clients at once: of an execution that happened, and
 * the same with one stale answer near the end, which makes the search try everything. The median
 * of five, in processor time.
 */
const OPERATIONS = 1000;
const ROUNDS = 5;
const MAX_STATES = 2_000_000;

/** Whole numbers that are the same every time. */
function createNumbers(seed: number): (bound: number) => number {
  let word = seed;
  return (bound) => {
    word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
    return Math.floor((word / 2 ** 32) * bound);
  };
}

/** Each operation takes effect at the middle of its interval, which overlaps about `clients` others. */
function execution(clients: number, seed: number): Operation<RegisterInput, RegisterOutput>[] {
  const number = createNumbers(seed);
  let state: RegisterOutput = null;
  return Array.from({ length: OPERATIONS }, (_, i) => {
    const moment = i * 2;
    const input: RegisterInput =
      number(2) === 0 ? { type: 'read' } : { type: 'write', value: number(5) };
    if (input.type === 'write') state = input.value;
    return {
      process: i % clients,
      input,
      invokedAt: moment - number(clients),
      outcome: {
        type: 'ok',
        output: input.type === 'read' ? state : null,
        returnedAt: moment + number(clients),
      },
    };
  });
}

/** The last read is answered what nobody ever wrote. */
function spoiled(
  history: readonly Operation<RegisterInput, RegisterOutput>[],
): Operation<RegisterInput, RegisterOutput>[] {
  const at = history.findLastIndex(({ input }) => input.type === 'read');
  return history.map((operation, i) =>
    i === at && operation.outcome.type === 'ok'
      ? { ...operation, outcome: { ...operation.outcome, output: 99 } }
      : operation,
  );
}

function measure(name: string, make: (seed: number) => ReturnType<typeof execution>): void {
  const times: number[] = [];
  let states = 0;
  const verdicts = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const history = make(round + 1);
    const began = process.cpuUsage();
    const options = { maxStates: MAX_STATES, maxStatesToShrink: 0 };
    const verdict = checkLinearizability(registerModel, history, options);
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1000);
    states += verdict.states;
    verdicts.add(verdict.type);
  }
  times.sort((a, b) => a - b);
  const ms = (times[ROUNDS >> 1] ?? 0).toFixed(1);
  console.log(
    `${name}: ${ms} ms, ${Math.round(states / ROUNDS)} states, ${[...verdicts].join(' or ')}`,
  );
}

console.log(`${OPERATIONS} operations a history, at most ${MAX_STATES} states`);
for (const clients of [2, 4, 8, 16, 32]) {
  measure(`${clients} clients, holds`, (seed) => execution(clients, seed));
  measure(`${clients} clients, violated`, (seed) => spoiled(execution(clients, seed)));
}
