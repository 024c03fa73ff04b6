import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Voice } from '../i18n/voice.ts';
import type { LabController } from './lab-controller.ts';
import type { LabState } from './store.ts';

interface LabContextValue {
  readonly lab: LabController;
  readonly t: Voice;
}

export const LabContext = createContext<LabContextValue | null>(null);

function useContextValue(): LabContextValue {
  const value = useContext(LabContext);
  if (!value) throw new Error('A lab component stands outside of a lab.');
  return value;
}

export function useLab(): LabController {
  return useContextValue().lab;
}

export function useText(): Voice {
  return useContextValue().t;
}

export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useContextValue().lab.store, select);
}
