import {
  type Assignment,
  bytes,
  type ClusterConfig,
  enumOf,
  frozen,
  idsOf,
  isQuorum,
  list,
  majority,
  option,
  type Protocol,
  record,
  type Schema,
  type ServerSet,
  type Shape,
  type Subject,
  serverSet,
  sizeOf,
  u32,
  union,
} from '@menagerie/contract';

/** Every server tells the others what it was told to write; enough to exercise the whole contract. */
export interface RegisterShape extends Shape {
  readonly config: ClusterConfig;
  readonly state: RegisterState;
  readonly image: { kept: Uint8Array[] };
  readonly message: { type: 'copy'; payload: Uint8Array } | { type: 'kept'; count: number };
  readonly record: { type: 'keep'; payload: Uint8Array };
  readonly command: { type: 'write'; payload: Uint8Array };
  readonly answer: { type: 'written' };
  readonly output: { type: 'value'; payload: Uint8Array };
  readonly timer: 'repeat';
  readonly rule: 'repeats';
}

export interface RegisterState {
  self: number;
  kept: Uint8Array[];
  acknowledged: ServerSet;
  newest: Readonly<{ payload: Uint8Array }> | null;
}

const payload: Schema<{ payload: Uint8Array }> = record({ payload: bytes });

export const register: Protocol<RegisterShape> = {
  name: 'register',
  schemas: {
    config: record({ servers: u32 }),
    state: record({
      self: u32,
      kept: list(bytes),
      acknowledged: serverSet,
      newest: option(frozen(payload)),
    }),
    image: record({ kept: list(bytes) }),
    message: union({ copy: { payload: bytes }, kept: { count: u32 } }),
    record: union({ keep: { payload: bytes } }),
    command: union({ write: { payload: bytes } }),
    answer: union({ written: {} }),
    output: union({ value: { payload: bytes } }),
    timer: enumOf('repeat'),
  },
  rules: [{ id: 'repeats', source: 'a toy', says: 'What was kept is told again.' }],
  blank: () => ({ kept: [] }),
  fold: (image, { payload: kept }) => {
    image.kept.push(kept);
  },
  recover: (_config, self, image, sink) => {
    sink.push({ type: 'arm', timer: 'repeat', span: { min: 10, max: 20 } });
    return { self, kept: [...image.kept], acknowledged: 0, newest: null };
  },
  step: (config, state, input, sink) => {
    const others = idsOf((1 << config.servers) - 1).filter((id) => id !== state.self);
    if (input.type === 'command' || (input.type === 'message' && input.message.type === 'copy')) {
      const told = input.type === 'command' ? input.command.payload : copied(input.message);
      state.kept.push(told);
      state.newest = { payload: told };
      sink.push({ type: 'persist', records: [{ type: 'keep', payload: told }] });
      if (input.type === 'command') {
        for (const to of others) {
          sink.push({ type: 'send', to, message: { type: 'copy', payload: told }, gated: false });
        }
        const answer = { type: 'written' } as const;
        sink.push({ type: 'answer', request: input.request, answer, gated: true });
      } else if (input.type === 'message') {
        const message = { type: 'kept', count: state.kept.length } as const;
        sink.push({ type: 'send', to: input.from, message, gated: true });
      }
    } else if (input.type === 'message') {
      state.acknowledged |= 1 << input.from;
      if (isQuorum(majority((1 << config.servers) - 1), 'write', state.acknowledged)) {
        state.acknowledged = 0;
        const output = {
          type: 'value',
          payload: state.newest?.payload ?? new Uint8Array(),
        } as const;
        sink.push({ type: 'deliver', output, gated: false });
      }
    } else if (input.type === 'timeout') {
      sink.note('repeats', true);
      sink.push({ type: 'arm', timer: 'repeat', span: { min: 10, max: 20 } });
    }
  },
};

function copied(message: RegisterShape['message']): Uint8Array {
  return message.type === 'copy' ? message.payload : new Uint8Array();
}

/** The register with parts of its core replaced by worse ones. */
export function registerSubject(
  worse: Partial<Protocol<RegisterShape>> = {},
): Subject<RegisterShape> {
  const write = (nth: number): RegisterShape['command'] => ({
    type: 'write',
    payload: Uint8Array.of(nth & 0xff),
  });
  return {
    protocol: { ...register, ...worse },
    properties: [],
    mutants: [],
    defaultConfig: { servers: 3 },
    drawConfig: (_draw, members, spares) => ({ servers: members + spares }),
    write,
    read: () => write(0),
    drawCommand: (draw, nth, world): Assignment<RegisterShape> => ({
      server: draw('server', world.servers.length),
      command: write(nth),
    }),
    redirect: () => null,
    succeeded: () => true,
    roleOf: () => 'peer',
    leads: () => false,
    epochOf: () => 0,
    sufficesToProgress: (world, servers) => 2 * sizeOf(servers) > world.servers.length,
  };
}
