ALTER TABLE "replica_state" ADD COLUMN "remaining" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Nothing on a device asks what is news to a snapshot.
DROP INDEX IF EXISTS "channels_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "customers_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "users_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "sla_policies_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversations_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "messages_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "message_attachments_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "message_status_updates_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversation_notes_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversation_tags_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversation_tag_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversation_assignments_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversation_transfers_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "canned_responses_row_xid_index";--> statement-breakpoint
DROP INDEX IF EXISTS "templates_row_xid_index";--> statement-breakpoint
-- These are built in the background, after the rows (deferred-indexes.ts): a first sync does not wait for them.
DROP INDEX IF EXISTS "conversations_customer_id_platform_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversations_assigned_to_status_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversations_last_message_at_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversations_platform_conversation_id_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversations_queue_index";--> statement-breakpoint
DROP INDEX IF EXISTS "messages_platform_message_id_index";--> statement-breakpoint
DROP INDEX IF EXISTS "messages_status_created_at_index";--> statement-breakpoint
DROP INDEX IF EXISTS "message_attachments_conversation_id_index";--> statement-breakpoint
DROP INDEX IF EXISTS "message_status_updates_message_id_index";--> statement-breakpoint
DROP INDEX IF EXISTS "message_status_updates_conversation_id_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversation_notes_conversation_id_created_at_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversation_tag_conversation_tag_id_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversation_assignments_conversation_id_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversation_assignments_assigned_to_index";--> statement-breakpoint
DROP INDEX IF EXISTS "conversation_transfers_conversation_id_index";