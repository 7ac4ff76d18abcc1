import type { ToMain } from '../../contract/main-replica.ts';
import type { ConversationArrival } from '../apply/arrivals.ts';
import { noticeTexts } from './notice-texts.ts';

export type ArrivalNotice = Extract<ToMain, { type: 'notify' }>;

const maxSingleNotices = 3;

/** Pure. Returns the notifications for conversations that were assigned together: one for all if more than three. */
export function arrivalNotices(
  arrivals: readonly ConversationArrival[],
  locale: string | null,
): readonly ArrivalNotice[] {
  const words = noticeTexts(locale);
  if (arrivals.length > maxSingleNotices) {
    const names = arrivals.map(({ customerName }) => customerName);
    return [
      {
        type: 'notify',
        conversationId: null,
        title: words.severalAssignments(arrivals.length),
        body: names.length > 5 ? `${names.slice(0, 5).join(', ')}, …` : names.join(', '),
      },
    ];
  }
  return arrivals.map(({ conversationId, customerName, preview }) => ({
    type: 'notify',
    conversationId,
    title: words.newAssignment,
    body:
      preview === null || preview === ''
        ? `${customerName}. ${words.noPreview}`
        : `${customerName}: ${preview}`,
  }));
}
