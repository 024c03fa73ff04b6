import type { ProtocolSchemas } from '@menagerie/contract';
import type { PaxosShape } from '../messages.ts';
import { configSchema, imageSchema, stateSchema } from './state.ts';
import {
  answerSchema,
  commandSchema,
  messageSchema,
  outputSchema,
  recordSchema,
  timerSchema,
} from './wire.ts';

/** One schema for each kind of value of Multi-Paxos. */
export const schemas: ProtocolSchemas<PaxosShape> = {
  config: configSchema,
  state: stateSchema,
  image: imageSchema,
  message: messageSchema,
  record: recordSchema,
  command: commandSchema,
  answer: answerSchema,
  output: outputSchema,
  timer: timerSchema,
};
