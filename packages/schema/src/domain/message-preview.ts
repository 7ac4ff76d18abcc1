/** Characters of the last message that a row of the inbox may show. */
export const previewLength = 160;

/**
 * The one line of a message that the inbox shows.
 * @param content the words of the message
 * @returns at most {@link previewLength} characters without line breaks; whole code points, so that no emoji is cut in two
 */
export function messagePreview(content: string): string {
  const line = content.replaceAll(/\s+/gu, ' ').trim();
  const points = Array.from(line);
  return points.length <= previewLength ? line : `${points.slice(0, previewLength - 1).join('')}…`;
}
