import type { Answer, Asked, History } from './history.ts';

/** A call with all that its client knows of it. Times are places in the history. */
export interface Call {
  readonly session: string;
  readonly asked: Asked;
  readonly askedAt: number;
  readonly answer: Answer | null;
  /** Of the reply; -1 without one. */
  readonly zxid: number;
  /** Infinite where there was no answer. */
  readonly answeredAt: number;
}

/** The calls of a history that may have had an effect, or showed something. */
export function callsOf(history: History): Call[] {
  const calls = new Map<number, Call>();
  for (const [at, moment] of history.entries()) {
    if (moment.type === 'asked') {
      const { session, asked, call } = moment;
      const open = { answer: null, zxid: -1, answeredAt: Number.POSITIVE_INFINITY };
      calls.set(call, { session, asked, askedAt: at, ...open });
    } else if (moment.type === 'refused') calls.delete(moment.call);
    else if (moment.type === 'answered') {
      const { zxid, answer } = moment;
      const call = calls.get(moment.call);
      if (call !== undefined) calls.set(moment.call, { ...call, zxid, answer, answeredAt: at });
    }
  }
  return [...calls.values()];
}

/** The path that a call is about; `null` for the end of a session. */
export function pathOf({ asked }: Pick<Call, 'asked'>): string | null {
  return asked.type === 'close' ? null : asked.path;
}

export function isWrite({ asked }: Pick<Call, 'asked'>): boolean {
  return asked.type !== 'read';
}
