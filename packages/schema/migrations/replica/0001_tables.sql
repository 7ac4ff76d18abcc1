CREATE TABLE "channels" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"platform" varchar(50) NOT NULL,
	"name" varchar(255) NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "channels_platform_check" CHECK ("channels"."platform" in ('whatsapp', 'facebook', 'instagram', 'telegram', 'http'))
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"name" varchar(255) NOT NULL,
	"email" varchar(255),
	"phone" varchar(50),
	"avatar_url" varchar(500),
	"locale" varchar(35),
	"is_blocked" boolean DEFAULT false NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"email" varchar(255) NOT NULL,
	"name" varchar(255) NOT NULL,
	"role" varchar(50) DEFAULT 'agent' NOT NULL,
	"avatar_url" varchar(500),
	"locale" varchar(35) DEFAULT 'en' NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_role_check" CHECK ("users"."role" in ('agent', 'supervisor', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "sla_policies" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"name" varchar(255) NOT NULL,
	"description" text,
	"first_response_time_minutes" integer NOT NULL,
	"resolution_time_hours" integer NOT NULL,
	"conditions" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"customer_id" bigint NOT NULL,
	"platform" varchar(50) NOT NULL,
	"platform_conversation_id" varchar(255),
	"status" varchar(50) DEFAULT 'new' NOT NULL,
	"assigned_to" bigint,
	"channel_type" varchar(50) DEFAULT 'direct' NOT NULL,
	"last_message_at" timestamp with time zone,
	"first_response_at" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"message_count" integer DEFAULT 0 NOT NULL,
	"unread_count" integer DEFAULT 0 NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"sla_policy_id" bigint,
	"sla_first_response_due_at" timestamp with time zone,
	"sla_resolution_due_at" timestamp with time zone,
	"sla_first_response_breached" boolean DEFAULT false NOT NULL,
	"sla_resolution_breached" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"channel_id" bigint,
	"priority" varchar(20) DEFAULT 'none' NOT NULL,
	"snoozed_until" timestamp with time zone,
	"last_message_preview" text,
	"last_message_direction" varchar(20),
	"last_inbound_at" timestamp with time zone,
	"read_until" timestamp with time zone,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "conversations_platform_check" CHECK ("conversations"."platform" in ('whatsapp', 'facebook', 'instagram', 'telegram', 'http')),
	CONSTRAINT "conversations_status_check" CHECK ("conversations"."status" in ('new', 'open', 'pending', 'resolved', 'archived')),
	CONSTRAINT "conversations_channel_type_check" CHECK ("conversations"."channel_type" in ('direct', 'broadcast', 'group')),
	CONSTRAINT "conversations_priority_check" CHECK ("conversations"."priority" in ('none', 'low', 'medium', 'high', 'urgent')),
	CONSTRAINT "conversations_last_message_direction_check" CHECK ("conversations"."last_message_direction" in ('inbound', 'outbound'))
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"conversation_id" bigint NOT NULL,
	"platform_message_id" varchar(255),
	"direction" varchar(20) NOT NULL,
	"type" varchar(50) DEFAULT 'text' NOT NULL,
	"content" text,
	"user_id" bigint,
	"sender_type" varchar(50) NOT NULL,
	"status" varchar(50) DEFAULT 'pending' NOT NULL,
	"delivered_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"error_message" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "messages_direction_check" CHECK ("messages"."direction" in ('inbound', 'outbound')),
	CONSTRAINT "messages_type_check" CHECK ("messages"."type" in ('text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contact', 'reaction', 'template', 'interactive', 'unsupported')),
	CONSTRAINT "messages_sender_type_check" CHECK ("messages"."sender_type" in ('customer', 'user', 'system')),
	CONSTRAINT "messages_status_check" CHECK ("messages"."status" in ('pending', 'sent', 'delivered', 'read', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "message_attachments" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"message_id" bigint NOT NULL,
	"type" varchar(50) NOT NULL,
	"url" varchar(500),
	"platform_url" varchar(500),
	"mime_type" varchar(100),
	"filename" varchar(255),
	"file_size" bigint,
	"width" integer,
	"height" integer,
	"duration" integer,
	"thumbnail_url" varchar(500),
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"conversation_id" bigint NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "message_attachments_type_check" CHECK ("message_attachments"."type" in ('image', 'video', 'audio', 'document'))
);
--> statement-breakpoint
CREATE TABLE "message_status_updates" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"message_id" bigint NOT NULL,
	"status" varchar(50) NOT NULL,
	"status_at" timestamp with time zone DEFAULT now() NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"conversation_id" bigint NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "message_status_updates_status_check" CHECK ("message_status_updates"."status" in ('pending', 'sent', 'delivered', 'read', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "conversation_notes" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"conversation_id" bigint NOT NULL,
	"user_id" bigint,
	"content" text NOT NULL,
	"is_pinned" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversation_tags" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"name" varchar(100) NOT NULL,
	"color" varchar(7) NOT NULL,
	"description" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "conversation_tags_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "conversation_tag" (
	"conversation_id" bigint NOT NULL,
	"conversation_tag_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "conversation_tag_pkey" PRIMARY KEY("conversation_id","conversation_tag_id")
);
--> statement-breakpoint
CREATE TABLE "conversation_assignments" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"conversation_id" bigint NOT NULL,
	"assigned_to" bigint NOT NULL,
	"assigned_by" bigint,
	"assignment_type" varchar(50) NOT NULL,
	"assigned_at" timestamp with time zone DEFAULT now() NOT NULL,
	"unassigned_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "conversation_assignments_type_check" CHECK ("conversation_assignments"."assignment_type" in ('manual', 'auto_round_robin', 'claim', 'transfer'))
);
--> statement-breakpoint
CREATE TABLE "conversation_transfers" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"conversation_id" bigint NOT NULL,
	"from_user_id" bigint,
	"to_user_id" bigint,
	"transferred_by" bigint,
	"reason" text,
	"transferred_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "canned_responses" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"title" varchar(255) NOT NULL,
	"shortcut" varchar(50) NOT NULL,
	"content" text NOT NULL,
	"category" varchar(100),
	"user_id" bigint,
	"is_shared" boolean DEFAULT false NOT NULL,
	"platforms" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"usage_count" integer DEFAULT 0 NOT NULL,
	"last_used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"channel_id" bigint,
	"name" varchar(255) NOT NULL,
	"language" varchar(35) NOT NULL,
	"category" varchar(100),
	"content" text NOT NULL,
	"variables" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"status" varchar(50) DEFAULT 'pending' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "templates_channel_name_language_unique" UNIQUE("channel_id","name","language"),
	CONSTRAINT "templates_status_check" CHECK ("templates"."status" in ('pending', 'approved', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "held_conversations" (
	"conversation_id" bigint PRIMARY KEY NOT NULL,
	"scope" varchar(10) NOT NULL,
	"window_from_created_at" timestamp with time zone,
	"window_from_id" bigint,
	CONSTRAINT "held_conversations_scope_check" CHECK ("held_conversations"."scope" in ('mine', 'queue'))
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"mutation_id" bigint PRIMARY KEY NOT NULL,
	"uuid" uuid NOT NULL,
	"name" varchar(100) NOT NULL,
	"version" integer NOT NULL,
	"args" jsonb NOT NULL,
	"composed_at" timestamp with time zone NOT NULL,
	"conversation_id" bigint,
	"state" varchar(20) DEFAULT 'queued' NOT NULL,
	"code" varchar(100),
	"details" jsonb,
	CONSTRAINT "outbox_state_check" CHECK ("outbox"."state" in ('queued', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "replica_state" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"user_id" bigint,
	"device_id" bigint,
	"cursor" jsonb,
	"schema_hash" text,
	"first_synced_at" timestamp with time zone,
	CONSTRAINT "replica_state_single_row_check" CHECK ("replica_state"."id")
);
--> statement-breakpoint
CREATE TABLE "undo_journal" (
	"table_name" varchar(63) NOT NULL,
	"row_key" varchar(63) NOT NULL,
	"old_row" jsonb,
	CONSTRAINT "undo_journal_pkey" PRIMARY KEY("table_name","row_key")
);
--> statement-breakpoint
CREATE INDEX "channels_row_xid_index" ON "channels" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "customers_row_xid_index" ON "customers" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "users_row_xid_index" ON "users" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "sla_policies_row_xid_index" ON "sla_policies" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversations_customer_id_platform_index" ON "conversations" USING btree ("customer_id","platform");--> statement-breakpoint
CREATE INDEX "conversations_assigned_to_status_index" ON "conversations" USING btree ("assigned_to","status");--> statement-breakpoint
CREATE INDEX "conversations_last_message_at_index" ON "conversations" USING btree ("last_message_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversations_platform_conversation_id_index" ON "conversations" USING btree ("platform_conversation_id");--> statement-breakpoint
CREATE INDEX "conversations_queue_index" ON "conversations" USING btree ("status") WHERE assigned_to is null;--> statement-breakpoint
CREATE INDEX "conversations_row_xid_index" ON "conversations" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "messages_conversation_id_created_at_index" ON "messages" USING btree ("conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_platform_message_id_index" ON "messages" USING btree ("platform_message_id");--> statement-breakpoint
CREATE INDEX "messages_status_created_at_index" ON "messages" USING btree ("status","created_at");--> statement-breakpoint
CREATE INDEX "messages_row_xid_index" ON "messages" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "message_attachments_message_id_type_index" ON "message_attachments" USING btree ("message_id","type");--> statement-breakpoint
CREATE INDEX "message_attachments_conversation_id_index" ON "message_attachments" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "message_attachments_row_xid_index" ON "message_attachments" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "message_status_updates_message_id_index" ON "message_status_updates" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "message_status_updates_conversation_id_index" ON "message_status_updates" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "message_status_updates_row_xid_index" ON "message_status_updates" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversation_notes_conversation_id_created_at_index" ON "conversation_notes" USING btree ("conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "conversation_notes_row_xid_index" ON "conversation_notes" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversation_tags_row_xid_index" ON "conversation_tags" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversation_tag_conversation_tag_id_index" ON "conversation_tag" USING btree ("conversation_tag_id");--> statement-breakpoint
CREATE INDEX "conversation_tag_row_xid_index" ON "conversation_tag" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversation_assignments_conversation_id_index" ON "conversation_assignments" USING btree ("conversation_id","assigned_at");--> statement-breakpoint
CREATE INDEX "conversation_assignments_assigned_to_index" ON "conversation_assignments" USING btree ("assigned_to","assigned_at");--> statement-breakpoint
CREATE INDEX "conversation_assignments_row_xid_index" ON "conversation_assignments" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversation_transfers_conversation_id_index" ON "conversation_transfers" USING btree ("conversation_id","transferred_at");--> statement-breakpoint
CREATE INDEX "conversation_transfers_row_xid_index" ON "conversation_transfers" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "canned_responses_user_id_index" ON "canned_responses" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "canned_responses_shortcut_unique" ON "canned_responses" USING btree (coalesce(user_id, 0),lower(shortcut));--> statement-breakpoint
CREATE INDEX "canned_responses_row_xid_index" ON "canned_responses" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "templates_row_xid_index" ON "templates" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "outbox_conversation_id_index" ON "outbox" USING btree ("conversation_id");