import type { SequentialModel } from '../model.ts';

/** Values by key; a key that is not there was never written. */
export type KeyValueState = { readonly [key: string]: string };

/** `append` adds to the end of what is there. */
export type KeyValueInput =
  | { readonly type: 'get'; readonly key: string }
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'append'; readonly key: string; readonly value: string };

/** What a key holds, `null` for nothing; `null` for a put or an append. */
export type KeyValueOutput = string | null;

/** Texts under keys; each key is a part of its own. */
export const keyValueModel: SequentialModel<KeyValueState, KeyValueInput, KeyValueOutput> = {
  name: 'key-value',
  initial: {},
  step: (state, input) => {
    const { key } = input;
    const held = Object.hasOwn(state, key) ? (state[key] ?? null) : null;
    switch (input.type) {
      case 'get':
        return { state, output: held };
      case 'put':
        return { state: { ...state, [key]: input.value }, output: null };
      case 'append':
        return { state: { ...state, [key]: (held ?? '') + input.value }, output: null };
    }
  },
  partOf: ({ key }) => key,
  describeInput: (input) => {
    switch (input.type) {
      case 'get':
        return `gets ${input.key}`;
      case 'put':
        return `puts ${JSON.stringify(input.value)} under ${input.key}`;
      case 'append':
        return `appends ${JSON.stringify(input.value)} to ${input.key}`;
    }
  },
  describeOutput: (input, output) => {
    if (input.type !== 'get') return 'done';
    return output === null ? 'nothing' : JSON.stringify(output);
  },
  describeState: (state) => {
    const held = Object.entries(state).sort(([a], [b]) => (a < b ? -1 : 1));
    if (held.length === 0) return 'nothing is stored';
    return held.map(([key, value]) => `${key} holds ${JSON.stringify(value)}`).join(', ');
  },
};
