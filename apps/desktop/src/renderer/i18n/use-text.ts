import { useCallback } from 'react';
import { useIntl } from 'react-intl';

import type { MessageId } from './message-id.ts';

export type TextValues = Readonly<Record<string, string | number | Date>>;
export type Text = (id: MessageId, values?: TextValues) => string;

/** Returns the function that looks up a text in the agent's language. */
export function useText(): Text {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}
