import { variableValues } from '@holdfast/schema/domain/fill-variables';
import type { VariableValues } from '@holdfast/schema/domain/fill-variables';
import { useMemo } from 'react';

import type { ConversationHeader } from '../../contract/conversation.ts';
import type { Account } from '../../contract/session.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';

/** What a canned response may say of this customer, this agent and this workspace. */
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
