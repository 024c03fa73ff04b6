import type { SequentialModel } from '../model.ts';

/** `token` is the newest one handed out, 0 at first. */
export type LockState = { readonly holder: string | null; readonly token: number };

/** `client` is who acquires or releases, whichever process asks for it. */
export type LockInput =
  | { readonly type: 'acquire'; readonly client: string }
  | { readonly type: 'release'; readonly client: string };

/** Of `acquire` the fencing token, or `null` while it is held; of `release` whether it was held by the client. */
export type LockOutput = number | boolean | null;

/**
 * A lock with a holder that is not entered twice, and with a fencing token that grows with each
 * holder, so that a resource can refuse one that was outlived.
 */
export const lockModel: SequentialModel<LockState, LockInput, LockOutput> = {
  name: 'lock',
  initial: { holder: null, token: 0 },
  step: (state, { type, client }) => {
    switch (type) {
      case 'acquire': {
        if (state.holder !== null) return { state, output: null };
        const token = state.token + 1;
        return { state: { holder: client, token }, output: token };
      }
      case 'release':
        if (state.holder !== client) return { state, output: false };
        return { state: { ...state, holder: null }, output: true };
    }
  },
  partOf: () => '',
  describeInput: ({ type, client }) => `${type}s the lock for ${client}`,
  describeOutput: (input, output) => {
    if (input.type === 'acquire') return output === null ? 'held already' : `token ${output}`;
    return output === true ? 'done' : 'not the holder';
  },
  describeState: ({ holder, token }) =>
    holder === null
      ? `the lock is free, after token ${token}`
      : `${holder} holds the lock with token ${token}`,
};
