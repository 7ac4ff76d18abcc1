import { errorCodes } from './error-codes.ts';
import type { ErrorDefinition, RetryAdvice } from './error-definition.ts';

const advice: Readonly<Record<RetryAdvice, string>> = {
  never: 'no',
  later: 'yes, later and unchanged',
  'after-change': 'yes, after a change',
};

/**
 * Renders the table of error codes as the page `docs/errors.md`.
 * @returns Markdown, ending in a line break
 */
export function renderErrorDocs(): string {
  const sections = Object.entries<ErrorDefinition>(errorCodes)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([code, definition]) => renderError(code, definition));
  return `${introduction}\n${sections.join('\n')}`;
}

const introduction = `# Errors

<!-- Generated from packages/schema/src/errors. To update it: pnpm vitest run packages/schema/src/errors -u -->

Every error that Holdfast shows, sends or logs has a code, and the meaning of a code never changes. Over HTTP an error is
\`{"error": {"code", "message", "retry", "details"?}}\`; over tRPC the same object is \`data.error\`. The command line prints
the code first and the remedy last.
`;

function renderError(
  code: string,
  { message, userMessage, remedy, retry, httpStatus }: ErrorDefinition,
): string {
  return [
    `## ${code}`,
    '',
    `${message}.`,
    '',
    `- Shown on screen: ${userMessage}`,
    `- Remedy: ${remedy}`,
    `- Retry: ${advice[retry]}`,
    `- HTTP status: ${httpStatus}`,
    '',
  ].join('\n');
}
