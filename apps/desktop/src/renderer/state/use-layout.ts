import { useSyncExternalStore } from 'react';

/** `wide` shows all panes, `medium` folds the customer panel, `narrow` shows either the list or the conversation. */
export type Layout = 'wide' | 'medium' | 'narrow';

const wide = '(min-width: 1101px)';
const narrow = '(max-width: 860px)';

export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, readLayout);
}

function readLayout(): Layout {
  if (window.matchMedia(wide).matches) return 'wide';
  return window.matchMedia(narrow).matches ? 'narrow' : 'medium';
}

function subscribe(listener: () => void): () => void {
  const queries = [window.matchMedia(wide), window.matchMedia(narrow)];
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}
