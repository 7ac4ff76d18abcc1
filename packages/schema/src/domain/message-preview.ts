/** Maximum length of a message preview, in code points. */
export const previewLength = 160;

/**
 * Makes the one-line preview of a message for the inbox.
 * @param content the text of the message
 * @returns at most {@link previewLength} code points without line breaks; a cut text ends in `…`. Code points, so that
 *   no surrogate pair is split.
 */
export function messagePreview(content: string): string {
  const line = content.replaceAll(/\s+/gu, ' ').trim();
  const points = Array.from(line);
  return points.length <= previewLength ? line : `${points.slice(0, previewLength - 1).join('')}…`;
}
