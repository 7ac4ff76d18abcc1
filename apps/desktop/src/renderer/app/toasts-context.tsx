import type { Toasts } from '@holdfast/ui/behavior/toasts';
import { createContext, use } from 'react';
import type { ReactNode } from 'react';

const ToastsContext = createContext<Toasts | null>(null);

export function ToastsProvider(props: { readonly toasts: Toasts; readonly children: ReactNode }) {
  return <ToastsContext value={props.toasts}>{props.children}</ToastsContext>;
}

export function useToasts(): Toasts {
  const toasts = use(ToastsContext);
  if (toasts === null) throw new Error('useToasts outside of ToastsProvider');
  return toasts;
}
