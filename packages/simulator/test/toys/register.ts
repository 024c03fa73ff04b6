import { type Input, type Protocol, type RuleInfo, type Sink, sizeOf } from '@menagerie/contract';
import { type RegisterRule, type RegisterShape, schemas } from './register-types.ts';

/**
 * A register on several servers: server 0 is the primary for good, gives every write a version,
 * and answers once a majority has it on disk. It cannot elect, so it stands still without server
 * 0; but it has durability, gates, timers, retries, redirects and a majority, and fits on a page.
 */
export const PRIMARY = 0;

export type RegisterRules = Readonly<Record<RegisterRule, boolean>>;

export const rightRules: RegisterRules = {
  'store-waits-for-disk': true,
  'ack-waits-for-disk': true,
  'own-ack-waits-for-disk': true,
  retries: true,
  'is-new': true,
};

const infos: readonly RuleInfo<RegisterRule>[] = [
  ['store-waits-for-disk', 'The primary sends a version once it has it on disk.'],
  ['ack-waits-for-disk', 'A server acknowledges what it has on disk.'],
  ['own-ack-waits-for-disk', 'The primary counts itself once it has the version on disk.'],
  ['retries', 'The primary sends again what was not acknowledged.'],
  ['is-new', 'A server keeps only what is newer than what it has.'],
].map(([id, says]) => ({ id: id as RegisterRule, source: 'toy', says: says ?? '' }));

export function createRegister(rules: RegisterRules): Protocol<RegisterShape> {
  return {
    name: 'register',
    schemas,
    rules: infos,
    blank: (_config, _self, incarnation) => ({ version: 0, value: 0, incarnation }),
    fold: (image, { version, value }) => {
      image.version = version;
      image.value = value;
    },
    recover: (config, self, { version, value }, sink) => {
      const state = {
        self,
        version,
        value,
        chosen: 0,
        holders: 1 << self,
        request: null,
        beats: 0,
      };
      sink.push({ type: 'arm', timer: 'beat', span: { min: 50, max: 100 } });
      if (self === PRIMARY && version > 0) replicate(config, state, rules, sink);
      return state;
    },
    step: (config, state, input, sink) => step(config, state, input, sink, rules),
  };
}

type State = RegisterShape['state'];
type Config = RegisterShape['config'];
type RegisterSink = Sink<RegisterShape>;

function step(
  config: Config,
  state: State,
  input: Input<RegisterShape>,
  sink: RegisterSink,
  rules: RegisterRules,
): void {
  switch (input.type) {
    case 'command':
      command(config, state, input, sink, rules);
      break;
    case 'message':
      if (input.message.type === 'store') store(state, input.from, input.message, sink, rules);
      else stored(config, state, input.from, input.message.version, sink);
      break;
    case 'timeout':
      if (input.timer === 'beat') {
        state.beats += 1;
        sink.push({ type: 'arm', timer: 'beat', span: { min: 50, max: 100 } });
      } else replicate(config, state, rules, sink);
      break;
    case 'link':
      break;
  }
}

function command(
  config: Config,
  state: State,
  input: Extract<Input<RegisterShape>, { readonly type: 'command' }>,
  sink: RegisterSink,
  rules: RegisterRules,
): void {
  const { request } = input;
  if (state.self !== PRIMARY) {
    const answer = { type: 'elsewhere', primary: PRIMARY } as const;
    sink.push({ type: 'answer', request, answer, gated: false });
  } else if (state.chosen < state.version) {
    sink.push({ type: 'answer', request, answer: { type: 'busy' }, gated: false });
  } else if (input.command.type === 'read') {
    const { version, value } = state;
    const answer = { type: 'value', version, value } as const;
    sink.push({ type: 'answer', request, answer, gated: true });
  } else {
    state.version += 1;
    state.value = input.command.value;
    state.request = request;
    const { version, value } = state;
    sink.push({ type: 'persist', records: [{ type: 'kept', version, value }] });
    replicate(config, state, rules, sink);
  }
}

function replicate(config: Config, state: State, rules: RegisterRules, sink: RegisterSink): void {
  const { self, version, value } = state;
  state.holders = 0;
  const own = rules['own-ack-waits-for-disk'];
  sink.push({ type: 'send', to: self, message: { type: 'stored', version }, gated: own });
  const gated = rules['store-waits-for-disk'];
  for (let to = 0; to < config.servers; to += 1) {
    if (to === self) continue;
    sink.push({ type: 'send', to, message: { type: 'store', version, value }, gated });
  }
  sink.note('retries', rules.retries);
  if (rules.retries) sink.push({ type: 'arm', timer: 'retry', span: { min: 100, max: 200 } });
}

function store(
  state: State,
  from: number,
  { version, value }: { readonly version: number; readonly value: number },
  sink: RegisterSink,
  rules: RegisterRules,
): void {
  const isNew = version > state.version || !rules['is-new'];
  sink.note('is-new', isNew);
  if (isNew) {
    state.version = version;
    state.value = value;
    sink.push({ type: 'persist', records: [{ type: 'kept', version, value }] });
  }
  const message = { type: 'stored', version: state.version } as const;
  sink.push({ type: 'send', to: from, message, gated: rules['ack-waits-for-disk'] });
}

function stored(
  config: Config,
  state: State,
  from: number,
  version: number,
  sink: RegisterSink,
): void {
  if (version !== state.version || state.chosen >= version) return;
  state.holders |= 1 << from;
  if (2 * sizeOf(state.holders) <= config.servers) return;
  state.chosen = version;
  sink.push({ type: 'disarm', timer: 'retry' });
  sink.push({
    type: 'deliver',
    output: { type: 'chosen', version, value: state.value },
    gated: true,
  });
  const { request } = state;
  state.request = null;
  if (request === null) return;
  sink.push({ type: 'answer', request, answer: { type: 'written', version }, gated: false });
}
