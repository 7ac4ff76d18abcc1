/**
 * The actions of operators and customers, as SQL. Parameters of each statement: three numbers from 0 to 1 that select
 * rows, a text, and two agents. Every statement names every parameter, because Postgres must be able to infer its type.
 */
const parameters = `given as (select $1::float8 as first, $2::float8 as second, $3::float8 as third,
  $4::text as words, $5::bigint as agent, $6::bigint as other)`;

/** SQL for the id of the row that a number from 0 to 1 selects. */
const pick = (table: string, choice: string) =>
  `(select id from ${table} order by id
    offset (select floor(${choice} * count(*))::bigint from given, ${table} group by ${choice}) limit 1)`;

const conversation = pick('conversations', 'first');
const message = pick('messages', 'second');
const tag = pick('conversation_tags', 'third');

const statement = (text: string) => () => `with ${parameters}${text}`;

const assignTo = (column: string) =>
  statement(
    ` update conversations set assigned_to = ${column}, updated_at = now() from given where id = ${conversation}`,
  );

export const operatorStatements = {
  inbound: statement(`, written as (
      insert into messages (conversation_id, direction, sender_type, content, created_at)
      select ${conversation}, 'inbound', 'customer', words, clock_timestamp() from given
      where ${conversation} is not null returning conversation_id, content, created_at)
    update conversations set message_count = message_count + 1, unread_count = unread_count + 1,
      last_message_at = written.created_at, last_inbound_at = written.created_at, last_message_preview = written.content,
      last_message_direction = 'inbound', updated_at = now() from written where id = written.conversation_id`),
  assign: assignTo('agent'),
  assignOther: assignTo('other'),
  assignBack: assignTo('(select min(id) from users)'),
  unassign: assignTo('null'),
  assignMany: statement(
    ` update conversations set assigned_to = agent from given where id % 2 = (first * 100)::int % 2`,
  ),
  archive: statement(` update conversations set status = 'archived' from given where id = ${conversation}`),
  resolve: statement(
    ` update conversations set status = 'resolved', resolved_at = now() from given where id = ${conversation}`,
  ),
  editMessage: statement(
    ` update messages set content = content || '.', updated_at = now() from given where id = ${message}`,
  ),
  deleteMessage: statement(` delete from messages using given where id = ${message}`),
  moveMessage: statement(`, moved as (select ${message} as id, ${conversation} as home),
    attachments as (update message_attachments set conversation_id = home from moved where message_id = moved.id),
    statuses as (update message_status_updates set conversation_id = home from moved where message_id = moved.id)
    update messages set conversation_id = home from moved where messages.id = moved.id and home is not null`),
  deleteConversation: statement(` delete from conversations using given where id = ${conversation}`),
  tag: statement(
    ` insert into conversation_tag (conversation_id, conversation_tag_id) select ${conversation}, ${tag} from given
     where ${conversation} is not null on conflict do nothing`,
  ),
  untag: statement(` delete from conversation_tag using given where conversation_id = ${conversation}`),
  renameTag: statement(
    ` update conversation_tags set color = '#' || lpad(to_hex((first * 16777215)::int), 6, '0') from given where id = ${tag}`,
  ),
  renameCustomer: statement(
    ` update customers set name = words from given where id = ${pick('customers', 'second')}`,
  ),
  changeCustomer: statement(
    ` update conversations set customer_id = ${pick('customers', 'second')} from given where id = ${conversation}`,
  ),
  renameUser: statement(` update users set name = words from given where id = agent`),
  shareResponse: statement(
    ` update canned_responses set is_shared = true from given where id = ${pick('canned_responses', 'second')}`,
  ),
  hideResponse: statement(
    ` update canned_responses set is_shared = false, user_id = agent from given where id = ${pick('canned_responses', 'second')}`,
  ),
  newConversation:
    statement(`, customer as (insert into customers (name) select words from given returning id),
    made as (
      insert into conversations (customer_id, platform, status, assigned_to)
      select customer.id, 'http', 'new', case when third < 0.6 then agent end from customer, given returning id)
    insert into messages (conversation_id, direction, sender_type, content) select made.id, 'inbound', 'customer', words from made, given`),
  attach: statement(
    ` insert into message_attachments (message_id, type, mime_type, filename)
     select ${message}, 'image', 'image/png', words from given where ${message} is not null`,
  ),
  status: statement(
    ` insert into message_status_updates (message_id, status)
     select ${message}, 'delivered' from given where ${message} is not null`,
  ),
} as const;
