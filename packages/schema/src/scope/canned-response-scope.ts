/**
 * SQL condition: a user may see a canned response, because it is shared, has no owner or is the user's own (rule S3).
 * @param row alias of the `canned_responses` row
 * @param userId SQL expression of the user's id, for example a parameter
 */
export function visibleCannedResponseSql(row: string, userId: string): string {
  return `(${row}.is_shared or ${row}.user_id is null or ${row}.user_id = ${userId}::bigint)`;
}

/**
 * SQL expression: the id of the only user who may see a canned response; null if all users may (rule S3).
 * @param row alias of the `canned_responses` row
 */
export function cannedResponseOwnerSql(row: string): string {
  return `case when ${row}.is_shared then null else ${row}.user_id end`;
}

/**
 * Returns true if a user may see a canned response (rule S3).
 * @param userId id of the user
 * @param owner value of {@link cannedResponseOwnerSql}
 */
export function maySeeCannedResponse(userId: number, owner: number | null): boolean {
  return owner === null || owner === userId;
}
