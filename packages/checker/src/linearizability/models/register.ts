import type { SequentialModel } from '../model.ts';

/** What a register may hold: `null` before anything is written. */
export type RegisterValue = string | number | null;

/** `cas` writes `value` if the register holds `expected`. */
export type RegisterInput =
  | { readonly type: 'read' }
  | { readonly type: 'write'; readonly value: RegisterValue }
  | { readonly type: 'cas'; readonly expected: RegisterValue; readonly value: RegisterValue };

/** What was read; whether a `cas` wrote; `null` for a write. */
export type RegisterOutput = RegisterValue | boolean;

/** One value that can be read, written, and compared and set (Herlihy and Wing 1990, §1). */
export const registerModel: SequentialModel<RegisterValue, RegisterInput, RegisterOutput> = {
  name: 'register',
  initial: null,
  step: (state, input) => {
    switch (input.type) {
      case 'read':
        return { state, output: state };
      case 'write':
        return { state: input.value, output: null };
      case 'cas': {
        const matches = state === input.expected;
        return { state: matches ? input.value : state, output: matches };
      }
    }
  },
  partOf: () => '',
  describeInput: (input) => {
    switch (input.type) {
      case 'read':
        return 'reads';
      case 'write':
        return `writes ${JSON.stringify(input.value)}`;
      case 'cas':
        return `sets ${JSON.stringify(input.value)} if it finds ${JSON.stringify(input.expected)}`;
    }
  },
  describeOutput: (input, output) => {
    switch (input.type) {
      case 'read':
        return output === null ? 'nothing' : JSON.stringify(output);
      case 'write':
        return 'done';
      case 'cas':
        return output === true ? 'done' : 'another value was there';
    }
  },
  describeState: (state) =>
    state === null ? 'the register is empty' : `the register holds ${JSON.stringify(state)}`,
};
