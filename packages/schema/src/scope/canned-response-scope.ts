/**
 * SQL: a canned response is the team's or the user's own (rule S3).
 * @param row what the row of `canned_responses` is called in the statement
 * @param userId the user, a parameter
 */
export function visibleCannedResponseSql(row: string, userId: string): string {
  return `(${row}.is_shared or ${row}.user_id is null or ${row}.user_id = ${userId}::bigint)`;
}

/**
 * SQL: the only user who may see a canned response; null when the whole team may (rule S3).
 * @param row what the row of `canned_responses` is called in the statement
 */
export function cannedResponseOwnerSql(row: string): string {
  return `case when ${row}.is_shared then null else ${row}.user_id end`;
}

/**
 * Whether a user may see a canned response (rule S3).
 * @param userId the user
 * @param owner as {@link cannedResponseOwnerSql} gives it
 */
export function maySeeCannedResponse(userId: number, owner: number | null): boolean {
  return owner === null || owner === userId;
}
