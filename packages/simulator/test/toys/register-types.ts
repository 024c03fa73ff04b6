import {
  enumOf,
  type Infer,
  list,
  option,
  type ProtocolSchemas,
  record,
  type Shape,
  server,
  serverSet,
  u32,
  u53,
  union,
} from '@menagerie/contract';

const config = record({ servers: u32 });

const state = record({
  self: server,
  version: u32,
  value: u32,
  /** Newest version that a majority has on disk; known to the primary. */
  chosen: u32,
  /** Who has the newest version on disk; known to the primary. */
  holders: serverSet,
  /** The request that waits for the newest version. */
  request: option(u53),
  /** How often the server's own timer fired. */
  beats: u32,
});

const image = record({ version: u32, value: u32, incarnation: u32 });
const message = union({
  store: { version: u32, value: u32 },
  stored: { version: u32 },
});
const records = union({ kept: { version: u32, value: u32 } });
const command = union({ write: { value: u32 }, read: {} });
const answer = union({
  written: { version: u32 },
  value: { version: u32, value: u32 },
  busy: {},
  elsewhere: { primary: server },
});
const output = union({ chosen: { version: u32, value: u32 } });
const timer = enumOf('retry', 'beat');

export interface RegisterShape extends Shape {
  readonly config: Infer<typeof config>;
  readonly state: Infer<typeof state>;
  readonly image: Infer<typeof image>;
  readonly message: Infer<typeof message>;
  readonly record: Infer<typeof records>;
  readonly command: Infer<typeof command>;
  readonly answer: Infer<typeof answer>;
  readonly output: Infer<typeof output>;
  readonly timer: Infer<typeof timer>;
  readonly rule: RegisterRule;
}

/** Every decision of the toy that a buggy variant may take otherwise. */
export type RegisterRule =
  | 'store-waits-for-disk'
  | 'ack-waits-for-disk'
  | 'own-ack-waits-for-disk'
  | 'retries'
  | 'is-new';

export const schemas: ProtocolSchemas<RegisterShape> = {
  config,
  state,
  image,
  message,
  record: records,
  command,
  answer,
  output,
  timer,
};

export const versions = list(u32);
