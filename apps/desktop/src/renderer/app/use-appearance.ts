import { useEffect } from 'react';

import type { Theme } from '../state/preferences-slice.ts';
import { useUi } from '../state/use-ui.tsx';
import { useShell } from './shell-context.tsx';

const darkQuery = '(prefers-color-scheme: dark)';

/**
 * Sets the theme and the density on the root element, where the tokens read them, and passes the theme to the shell.
 */
export function useAppearance(): void {
  const shell = useShell();
  const theme = useUi((state) => state.preferences.theme);
  const density = useUi((state) => state.preferences.density);
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
  useEffect(() => {
    shell.setTheme(theme).catch(reportError);
    const system = window.matchMedia(darkQuery);
    const show = () => {
      document.documentElement.dataset['theme'] = resolveTheme(theme, system.matches);
    };
    show();
    system.addEventListener('change', show);
    return () => system.removeEventListener('change', show);
  }, [theme, shell]);
}

function resolveTheme(theme: Theme, systemIsDark: boolean): 'light' | 'dark' {
  if (theme === 'system') return systemIsDark ? 'dark' : 'light';
  return theme;
}
