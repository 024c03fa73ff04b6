/** A row as it was. */
export interface Before {
  readonly image: Int32Array;
  readonly name: string;
}

/** Something that is held by number, such as the place of data. */
export interface Held {
  readonly id: number;
  readonly length: number;
}

/** What is needed to undo a multi that fails: rows as they were, and what came and went with them. */
export interface Journal {
  readonly before: Map<number, Before>;
  readonly digest: { readonly high: number; readonly low: number };
  readonly dataBytes: number;
  readonly pathUnits: number;
  /** Data that the multi put in, and such that it replaced. */
  readonly newData: Held[];
  readonly oldData: Held[];
  readonly newAcls: number[];
  readonly oldAcls: number[];
}

/** A journal of no changes yet. */
export function journalFrom(store: Pick<Journal, 'digest' | 'dataBytes' | 'pathUnits'>): Journal {
  const { digest, dataBytes, pathUnits } = store;
  return {
    before: new Map(),
    digest: { high: digest.high, low: digest.low },
    dataBytes,
    pathUnits,
    newData: [],
    oldData: [],
    newAcls: [],
    oldAcls: [],
  };
}
