import { Pill } from '@holdfast/ui/primitives/pill';
import type { ReactNode } from 'react';

import type { CustomerPanel } from '../../contract/conversation.ts';
import { slaPill } from '../inbox/row-pill.ts';
import type { PillContext } from '../inbox/row-pill.ts';

interface Detail {
  readonly id: string;
  readonly term: string;
  readonly value: ReactNode;
}

/** The two SLA clocks of a conversation: met, running or late. A clock that was never set is left out. */
export function slaDetails(sla: CustomerPanel['sla'], context: PillContext): readonly Detail[] {
  const clocks = [
    {
      kind: 'first_response' as const,
      term: context.text('sla.firstResponse'),
      dueAt: sla.firstResponseDueAt,
      metAt: sla.firstResponseAt,
      breached: sla.firstResponseBreached,
    },
    {
      kind: 'resolution' as const,
      term: context.text('sla.resolution'),
      dueAt: sla.resolutionDueAt,
      metAt: sla.resolvedAt,
      breached: sla.resolutionBreached,
    },
  ];
  return clocks.flatMap(({ kind, term, dueAt, metAt, breached }) => {
    if (dueAt === null) return [];
    const value =
      metAt === null ? (
        <Pill {...slaPill({ kind, dueAt, breached }, context)} />
      ) : (
        <Pill
          kind={breached ? 'sla-breached' : 'done'}
          label={context.text(breached ? 'sla.metLate' : 'sla.met')}
          title={context.times.full(metAt)}
        />
      );
    return [{ id: kind, term, value }];
  });
}
