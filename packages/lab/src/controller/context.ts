import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Voice } from '../i18n/voice.ts';
import type { LabController } from './lab-controller.ts';
import type { Source } from './source.ts';
import type { LabState } from './store.ts';

interface LabContextValue {
  readonly source: Source;
  /** `null` where nothing is simulated. */
  readonly lab: LabController | null;
  readonly t: Voice;
}

export const LabContext = createContext<LabContextValue | null>(null);

function useContextValue(): LabContextValue {
  const value = useContext(LabContext);
  if (!value) throw new Error('A lab component stands outside of a lab.');
  return value;
}

/** Of what plays, simulated or not. */
export function useSource(): Source {
  return useContextValue().source;
}

/** Of a simulated run. */
export function useLab(): LabController {
  const { lab } = useContextValue();
  if (!lab) throw new Error('This component is for simulated runs only.');
  return lab;
}

export function useText(): Voice {
  return useContextValue().t;
}

export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useContextValue().source.store, select);
}
