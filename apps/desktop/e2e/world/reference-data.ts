import type { TenantSql } from './tenant-database.ts';

/** Adds tags and canned responses by plain SQL, like an operator's import. */
export async function addReferenceData(database: TenantSql): Promise<void> {
  for (const { name, color } of tags) {
    await database.rows('insert into conversation_tags (name, color) values ($1, $2)', [name, color]);
  }
  for (const { shortcut, title, content } of cannedResponses) {
    await database.rows(
      'insert into canned_responses (title, shortcut, content, category, is_shared) values ($1, $2, $3, $4, true)',
      [title, shortcut, content, 'Orders'],
    );
  }
}

const tags = [
  { name: 'delivery', color: '#2f7d95' },
  { name: 'refund', color: '#b4552d' },
  { name: 'vip', color: '#7a5bb5' },
];

const cannedResponses = [
  {
    shortcut: 'delay',
    title: 'Parcel is late',
    content:
      'Hello {{customer.name}}, I am sorry that your parcel is late. I have asked the carrier and will write again today.',
  },
  {
    shortcut: 'refund',
    title: 'Refund is on its way',
    content: 'Hello {{customer.name}}, your refund is on its way; it takes three to five working days.',
  },
  {
    shortcut: 'thanks',
    title: 'Thank you',
    content: 'Thank you, {{customer.name}}! Is there anything else I can do for you?',
  },
];
