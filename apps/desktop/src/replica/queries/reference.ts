import type { CannedResponse, TagDefinition, UserReference } from '../../contract/conversation.ts';
import type { NamedQuery } from './query-context.ts';

export const referenceUsers: NamedQuery<'reference.users'> = async ({ database, userId }) => ({
  result: await database.rows<UserReference>(
    `select id, name, avatar_url as "avatarUrl", email, role, is_active as "isActive", id = $1 as "isSelf"
    from users order by is_active desc, lower(name), id`,
    [userId],
  ),
  dependsOn: ['table:users'],
});

export const referenceTags: NamedQuery<'reference.tags'> = async ({ database }) => ({
  result: await database.rows<TagDefinition>(
    `select id, name, color, description from conversation_tags order by lower(name), id`,
  ),
  dependsOn: ['table:conversation_tags'],
});

export const referenceCannedResponses: NamedQuery<'reference.cannedResponses'> = async ({ database }) => ({
  result: await database.rows<CannedResponse>(
    `select id, title, shortcut, content, category, is_shared as "isShared", platforms,
      usage_count as "usageCount", last_used_at as "lastUsedAt"
    from canned_responses order by usage_count desc, lower(shortcut), id`,
  ),
  dependsOn: ['table:canned_responses'],
});
