import type { Platform } from '@holdfast/schema/domain/platform';

import type { CannedResponse } from '../../contract/conversation.ts';

/** Maximum number of responses in the menu. One more letter narrows the list. */
const maxShownResponses = 7;

/**
 * Returns the canned responses that match the query, best first: by shortcut, then by title, then by content; among
 * equals, the most used first.
 */
export function matchCannedResponses(
  responses: readonly CannedResponse[],
  query: string,
  platform: Platform,
): readonly CannedResponse[] {
  const wanted = fold(query);
  return responses
    .filter((response) => response.platforms.length === 0 || response.platforms.includes(platform))
    .map((response) => ({ response, rank: rankOf(response, wanted) }))
    .filter((candidate) => candidate.rank !== null)
    .sort(
      (left, right) =>
        (left.rank ?? 0) - (right.rank ?? 0) ||
        right.response.usageCount - left.response.usageCount ||
        left.response.title.localeCompare(right.response.title),
    )
    .slice(0, maxShownResponses)
    .map((candidate) => candidate.response);
}

function rankOf(response: CannedResponse, wanted: string): number | null {
  const shortcut = fold(response.shortcut ?? '');
  const title = fold(response.title);
  if (wanted === '') return 0;
  if (shortcut === wanted) return 0;
  if (shortcut.startsWith(wanted)) return 1;
  if (title.split(/\s+/u).some((word) => word.startsWith(wanted))) return 2;
  if (shortcut.includes(wanted) || title.includes(wanted)) return 3;
  if (wanted.length >= 3 && fold(response.content).includes(wanted)) return 4;
  return null;
}

/** Removes case and accents: `grusse` matches `Grüße`. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase();
}
