import type { BuiltinChoice } from './run.ts';

/** The scenarios that come with the lab, in the order of the picker. */
export const BUILTINS = [
  'kill-the-leader',
  'split-vote',
  'partition',
  'slow-disk',
  'one-way',
  'figure-8',
  'random',
] as const;

export type BuiltinName = (typeof BUILTINS)[number];

export const DEFAULT_CHOICE: BuiltinChoice = {
  name: 'kill-the-leader',
  servers: 5,
  seed: 7,
  mutant: null,
  preVote: true,
  checkQuorum: true,
};

export function isBuiltinName(name: string): name is BuiltinName {
  return BUILTINS.some((one) => one === name);
}

/** A built-in scenario with the knobs at which it shows best. */
export function choiceOf(name: string): BuiltinChoice {
  return { ...DEFAULT_CHOICE, name, servers: name === 'split-vote' ? 4 : 5 };
}
