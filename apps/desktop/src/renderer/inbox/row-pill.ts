import type { PillProps } from '@holdfast/ui/primitives/pill';

import type { InboxRow } from '../../contract/inbox.ts';
import type { SlaClock } from '../../contract/references.ts';
import type { Times } from '../i18n/use-times.ts';
import type { Text } from '../i18n/use-text.ts';

const minute = 60_000;
/** A deadline further away than this is nobody's worry yet. */
const slaShownWithin = 60 * minute;
const slaSoonWithin = 15 * minute;

export interface PillContext {
  readonly text: Text;
  readonly times: Times;
  readonly now: number;
}

/** The one state of a conversation that is worth a third thing in its row, if any: what needs the agent first. */
export function rowPill(row: InboxRow, isOpen: boolean, context: PillContext): PillProps | undefined {
  const { text, times, now } = context;
  if (row.refusedCount > 0) return { kind: 'failed', label: text('row.refused') };
  if (row.sla?.breached === true) return slaPill(row.sla, context);
  // The draft of the open conversation is before the agent's eyes anyway.
  if (row.hasDraft && !isOpen) return { kind: 'draft', label: text('row.draft') };
  if (row.queuedCount > 0) return { kind: 'queued', label: text('row.queued') };
  if (row.snoozedUntil !== null && Date.parse(row.snoozedUntil) > now) {
    return {
      kind: 'snoozed',
      label: times.short(row.snoozedUntil, now),
      title: times.full(row.snoozedUntil),
    };
  }
  if (row.sla !== null && Date.parse(row.sla.dueAt) - now <= slaShownWithin) return slaPill(row.sla, context);
  return undefined;
}

/** Neutral, amber under a quarter of an hour, red with a clock when it is too late. */
export function slaPill(clock: SlaClock, { text, times, now }: PillContext): PillProps {
  const left = Date.parse(clock.dueAt) - now;
  const name = text(clock.kind === 'first_response' ? 'sla.firstResponse' : 'sla.resolution');
  const title = text('sla.due', { name, at: times.full(clock.dueAt) });
  if (clock.breached || left < 0) {
    return { kind: 'sla-breached', label: text('sla.late', { span: times.span(-left) }), title };
  }
  return { kind: left <= slaSoonWithin ? 'sla-soon' : 'sla', label: times.span(left), title };
}
