import { createStorageSlot } from '@docusaurus/theme-common';
import { useCallback, useSyncExternalStore } from 'react';

// A bet is kept in the reader's browser only: no account, and the page still knows it after the lab below it was played.
const listeners = new Set<() => void>();
const slotOf = (bet: string): ReturnType<typeof createStorageSlot> =>
  createStorageSlot(`menagerie.bet.${bet}`);

/** The reader's bet, by the index of the option, and the way to place it. */
export function useBet(bet: string): [number | undefined, (option: number) => void] {
  const subscribe = useCallback((listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
  const stored = useSyncExternalStore(
    subscribe,
    () => slotOf(bet).get(),
    () => null,
  );
  const place = useCallback(
    (option: number) => {
      slotOf(bet).set(String(option));
      for (const listener of listeners) listener();
    },
    [bet],
  );
  return [stored === null ? undefined : Number(stored), place];
}
