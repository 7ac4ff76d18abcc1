import { useDeferredValue } from 'react';

import type { InboxList, InboxListInput } from '../../contract/inbox.ts';
import { useLastKnown } from '../replica/use-last-known.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { emptyFilter } from '../state/selection-slice.ts';
import type { InboxFilterState, InboxView } from '../state/selection-slice.ts';
import { useUi } from '../state/use-ui.tsx';

/** Maximum number of rows. The filter finds older conversations. */
const maxRows = 1000;

export interface FilteredList {
  readonly filter: InboxFilterState;
  readonly isFiltered: boolean;
  /** Undefined until the first result for this view. */
  readonly list: InboxList | undefined;
}

export function useInboxList(view: InboxView): FilteredList {
  const filter = useUi((state) => state.filters[view] ?? emptyFilter);
  const wanted = useDeferredValue(filter);
  const list = useLastKnown(useLiveQuery('inbox.list', listInput(view, wanted)), view);
  return { filter, list, isFiltered: filter.text.trim() !== '' || filter.unreadOnly };
}

function listInput(view: InboxView, filter: InboxFilterState): InboxListInput {
  const text = filter.text.trim();
  return {
    view,
    limit: maxRows,
    filter: {
      ...(text === '' ? {} : { text }),
      ...(filter.unreadOnly ? { unreadOnly: true } : {}),
    },
  };
}
