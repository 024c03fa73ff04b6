import { raftSubject } from '@menagerie/raft/testing';
import { createRecording, drawScenario } from '@menagerie/simulator';

/** How long it takes to see a moment of ten thousand steps of nine servers, at random places. */
const STEPS = 10_000;
const SEEKS = 400;

const drawn = drawScenario(raftSubject, 12, { membersMin: 7, membersMax: 7, sparesMax: 2 });
const plan = { ...drawn.plan, faultyMs: 120_000 };
const recording = createRecording(raftSubject, { ...drawn, plan });
const began = process.hrtime.bigint();
recording.extend({ steps: STEPS });
const recorded = Number(process.hrtime.bigint() - began) / 1e6;
console.log(`${recording.steps} steps recorded in ${recorded.toFixed(0)} ms`);
console.log(`${recording.events.length} trace events, ${drawn.config.servers} servers`);

const times: number[] = [];
for (let i = 0; i < SEEKS; i += 1) {
  // Far from every order, each step once, and the same each time.
  const step = (i * 6151 + 17) % recording.steps;
  const from = process.hrtime.bigint();
  recording.momentAt(step);
  times.push(Number(process.hrtime.bigint() - from) / 1e6);
}
times.sort((a, b) => a - b);
const at = (share: number): string => (times[Math.floor(share * (SEEKS - 1))] ?? 0).toFixed(2);
console.log(`seek: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`);
