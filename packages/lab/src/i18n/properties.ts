export interface PropertyWords {
  readonly name: string;
  readonly says: string;
}

export type PropertyTable = Readonly<Record<string, PropertyWords | undefined>>;

type Values = Readonly<Record<string, string | number>>;

/** The sentence for a clause, from the values that the violation names. */
export type ClauseTable = Readonly<Record<string, ((values: Values) => string) | undefined>>;

export function propertyTable(words: Readonly<Record<string, PropertyWords>>): PropertyTable {
  return words;
}
