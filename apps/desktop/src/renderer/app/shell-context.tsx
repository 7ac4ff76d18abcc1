import { createContext, use } from 'react';
import type { ReactNode } from 'react';

import type { PreloadApi } from '../../contract/preload-api.ts';

const ShellContext = createContext<PreloadApi | null>(null);

export function ShellProvider(props: { readonly shell: PreloadApi; readonly children: ReactNode }) {
  return <ShellContext value={props.shell}>{props.children}</ShellContext>;
}

/** The window and the system: title bar buttons, theme, external links. */
export function useShell(): PreloadApi {
  const shell = use(ShellContext);
  if (shell === null) throw new Error('useShell outside of ShellProvider');
  return shell;
}
