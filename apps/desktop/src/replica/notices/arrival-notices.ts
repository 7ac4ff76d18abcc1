import type { ToMain } from '../../contract/main-replica.ts';
import type { Arrival } from '../apply/arrivals.ts';
import { noticeWords } from './notice-words.ts';

export type Notice = Extract<ToMain, { type: 'notify' }>;

const mostSingleNotices = 3;

/** Pure. Returns the notifications for conversations that were assigned together: one for all if more than three. */
export function arrivalNotices(arrivals: readonly Arrival[], locale: string | null): readonly Notice[] {
  const words = noticeWords(locale);
  if (arrivals.length > mostSingleNotices) {
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
