import type { SequentialModel } from '@menagerie/checker';
import type { Refusal } from './history.ts';

/** What is at a path; `null` for nothing. */
export type State = {
  readonly data: string;
  readonly version: number;
  readonly owner: string | null;
} | null;

export type Input =
  | {
      readonly type: 'create';
      readonly path: string;
      readonly data: string;
      readonly owner: string | null;
    }
  | {
      readonly type: 'set';
      readonly path: string;
      readonly data: string;
      readonly version: number | null;
    }
  | { readonly type: 'delete'; readonly path: string; readonly version: number | null }
  | { readonly type: 'read'; readonly path: string }
  /** A session ends, closed or expired. */
  | { readonly type: 'end'; readonly path: string; readonly session: string };

export type Output =
  | { readonly type: 'done'; readonly version: number | null }
  | {
      readonly type: 'found';
      readonly data: string;
      readonly version: number;
      readonly owner: string | null;
    }
  | { readonly type: 'error'; readonly error: Refusal };

/** One znode of many, that may belong to a session and then ends with it. Paths are apart. */
export const ownedZnode: SequentialModel<State, Input, Output> = {
  name: 'znode',
  initial: null,
  step: (state, input) => {
    switch (input.type) {
      case 'create': {
        if (state !== null) return { state, output: { type: 'error', error: 'node-exists' } };
        const { data, owner } = input;
        return { state: { data, version: 0, owner }, output: { type: 'done', version: 0 } };
      }
      case 'read':
        if (state === null) return { state, output: { type: 'error', error: 'no-node' } };
        return { state, output: { type: 'found', ...state } };
      case 'end':
        return {
          state: state?.owner === input.session ? null : state,
          output: { type: 'done', version: null },
        };
      default: {
        if (state === null) return { state, output: { type: 'error', error: 'no-node' } };
        if (input.version !== null && input.version !== state.version) {
          return { state, output: { type: 'error', error: 'bad-version' } };
        }
        if (input.type === 'delete')
          return { state: null, output: { type: 'done', version: null } };
        const version = state.version + 1;
        return {
          state: { ...state, data: input.data, version },
          output: { type: 'done', version },
        };
      }
    }
  },
  partOf: ({ path }) => path,
  describeInput: (input) => {
    switch (input.type) {
      case 'create':
        return `creates ${input.path} with ${input.data}${input.owner === null ? '' : ' as an ephemeral'}`;
      case 'set':
        return `sets ${input.path} to ${input.data}${met(input.version)}`;
      case 'delete':
        return `deletes ${input.path}${met(input.version)}`;
      case 'read':
        return `reads ${input.path}`;
      case 'end':
        return `ends as session ${input.session}`;
    }
  },
  describeOutput: (_input, output) => {
    switch (output.type) {
      case 'done':
        return output.version === null ? 'done' : `version ${output.version}`;
      case 'found':
        return `${output.data} in version ${output.version}${ofOwner(output.owner)}`;
      case 'error':
        return output.error;
    }
  },
  describeState: (state) =>
    state === null
      ? 'there is no znode'
      : `it holds ${state.data} in version ${state.version}${ofOwner(state.owner)}`,
};

function met(version: number | null): string {
  return version === null ? '' : ` if it finds version ${version}`;
}

function ofOwner(owner: string | null): string {
  return owner === null ? '' : ` of session ${owner}`;
}
