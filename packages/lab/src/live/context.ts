import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { LiveController, LiveState } from './live-controller.ts';
import type { LiveWords } from './words-en.ts';

interface LiveContextValue {
  readonly live: LiveController;
  readonly words: LiveWords;
}

export const LiveContext = createContext<LiveContextValue | null>(null);

export function useLive(): LiveContextValue {
  const value = useContext(LiveContext);
  if (!value) throw new Error('A live component stands outside of a live page.');
  return value;
}

export function useLiveState<T>(select: (state: LiveState) => T): T {
  return useStore(useLive().live.live, select);
}
