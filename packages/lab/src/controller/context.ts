import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Catalog } from '../i18n/catalog.ts';
import type { LabController } from './lab-controller.ts';
import type { LabState } from './store.ts';

interface LabContextValue {
  readonly lab: LabController;
  readonly t: Catalog;
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

export function useText(): Catalog {
  return useContextValue().t;
}

export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useContextValue().lab.store, select);
}
