import { useState } from 'react';

/** The first of values that say the same: a page builds what it asks for anew in each picture. */
export function useSame<T>(value: T): T {
  const [held, setHeld] = useState(value);
  if (JSON.stringify(held) === JSON.stringify(value)) return held;
  setHeld(value);
  return value;
}
