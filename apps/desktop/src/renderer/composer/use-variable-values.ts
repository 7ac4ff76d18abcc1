import { variableValues } from '@holdfast/schema/domain/fill-variables';
import type { VariableValues } from '@holdfast/schema/domain/fill-variables';
import { useMemo } from 'react';

import type { ConversationHeader } from '../../contract/conversation.ts';
import type { Account } from '../../contract/session.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';

/** Values that a canned response can use: customer, agent and workspace. */
export function useVariableValues(header: ConversationHeader, account: Account): VariableValues {
  const panel = useLiveQuery('conversation.customer', { id: header.id });
  return useMemo(
    () =>
      variableValues({
        customer: panel?.customer ?? header.customer,
        agent: account,
        workspaceName: account.tenant.name,
      }),
    [panel?.customer, header.customer, account],
  );
}
