CREATE TABLE "agent_presence" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"online_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automated_replies" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"name" varchar(255) NOT NULL,
	"trigger_type" varchar(50) NOT NULL,
	"keywords" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"reply_message" text NOT NULL,
	"reply_type" varchar(50) DEFAULT 'text' NOT NULL,
	"reply_metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"conditions" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "automated_replies_trigger_type_check" CHECK ("automated_replies"."trigger_type" in ('keyword', 'greeting', 'away')),
	CONSTRAINT "automated_replies_reply_type_check" CHECK ("automated_replies"."reply_type" in ('text', 'template', 'buttons'))
);
--> statement-breakpoint
CREATE TABLE "campaign_customer" (
	"campaign_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaign_customer_pkey" PRIMARY KEY("campaign_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "campaign_messages" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"campaign_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"message_id" bigint,
	"status" varchar(50) DEFAULT 'pending' NOT NULL,
	"sent_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"error_message" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaign_messages_status_check" CHECK ("campaign_messages"."status" in ('pending', 'sent', 'delivered', 'read', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"name" varchar(255) NOT NULL,
	"description" text,
	"platform" varchar(50) NOT NULL,
	"channel_id" bigint,
	"template_id" bigint,
	"created_by" bigint,
	"status" varchar(50) DEFAULT 'draft' NOT NULL,
	"scheduled_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaigns_status_check" CHECK ("campaigns"."status" in ('draft', 'scheduled', 'running', 'completed', 'cancelled')),
	CONSTRAINT "campaigns_platform_check" CHECK ("campaigns"."platform" in ('whatsapp', 'facebook', 'instagram', 'telegram', 'http'))
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
CREATE TABLE "channel_events" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"channel_id" bigint NOT NULL,
	"external_id" varchar(255) NOT NULL,
	"payload" jsonb NOT NULL,
	"state" varchar(20) DEFAULT 'received' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error_message" text,
	"message_id" bigint,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"processed_at" timestamp with time zone,
	CONSTRAINT "channel_events_channel_external_unique" UNIQUE("channel_id","external_id"),
	CONSTRAINT "channel_events_state_check" CHECK ("channel_events"."state" in ('received', 'processed', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "channel_secrets" (
	"channel_id" bigint PRIMARY KEY NOT NULL,
	"api_key_hash" text,
	"signing_secret" text,
	"callback_url" text,
	"verify_token" text,
	"access_token" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE "conversation_tag" (
	"conversation_id" bigint NOT NULL,
	"conversation_tag_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "conversation_tag_pkey" PRIMARY KEY("conversation_id","conversation_tag_id")
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
CREATE TABLE "customer_identities" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"customer_id" bigint NOT NULL,
	"channel_id" bigint NOT NULL,
	"external_id" varchar(255) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_identities_channel_external_unique" UNIQUE("channel_id","external_id")
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
CREATE TABLE "devices" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"user_id" bigint NOT NULL,
	"uuid" uuid NOT NULL,
	"name" varchar(255) NOT NULL,
	"last_mutation_id" bigint DEFAULT 0 NOT NULL,
	"last_seen_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "id_blocks" (
	"first_id" bigint PRIMARY KEY NOT NULL,
	"size" integer NOT NULL,
	"device_id" bigint NOT NULL,
	"allocated_at" timestamp with time zone DEFAULT now() NOT NULL
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
CREATE TABLE "mutation_results" (
	"device_id" bigint NOT NULL,
	"mutation_id" bigint NOT NULL,
	"uuid" uuid NOT NULL,
	"name" varchar(100) NOT NULL,
	"outcome" varchar(20) NOT NULL,
	"code" varchar(100),
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"row_xid" "xid8" DEFAULT '0'::xid8 NOT NULL,
	CONSTRAINT "mutation_results_pkey" PRIMARY KEY("device_id","mutation_id"),
	CONSTRAINT "mutation_results_outcome_check" CHECK ("mutation_results"."outcome" in ('applied', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"id" bigint PRIMARY KEY DEFAULT next_row_id() NOT NULL,
	"device_id" bigint NOT NULL,
	"token_hash" text NOT NULL,
	"family" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"replaced_by" bigint,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "refresh_tokens_token_hash_unique" UNIQUE("token_hash")
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
CREATE TABLE "sync_state" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_state_single_row_check" CHECK ("sync_state"."id")
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
CREATE TABLE "tombstones" (
	"table_name" varchar(63) NOT NULL,
	"row_id" bigint NOT NULL,
	"conversation_id" bigint,
	"row_xid" "xid8" NOT NULL,
	"deleted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_credentials" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
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
ALTER TABLE "agent_presence" ADD CONSTRAINT "agent_presence_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_customer" ADD CONSTRAINT "campaign_customer_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_customer" ADD CONSTRAINT "campaign_customer_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_messages" ADD CONSTRAINT "campaign_messages_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_messages" ADD CONSTRAINT "campaign_messages_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_messages" ADD CONSTRAINT "campaign_messages_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_template_id_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "templates"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canned_responses" ADD CONSTRAINT "canned_responses_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_events" ADD CONSTRAINT "channel_events_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_secrets" ADD CONSTRAINT "channel_secrets_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_assignments" ADD CONSTRAINT "conversation_assignments_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_assignments" ADD CONSTRAINT "conversation_assignments_assigned_to_users_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_assignments" ADD CONSTRAINT "conversation_assignments_assigned_by_users_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_notes" ADD CONSTRAINT "conversation_notes_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_notes" ADD CONSTRAINT "conversation_notes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_tag" ADD CONSTRAINT "conversation_tag_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_tag" ADD CONSTRAINT "conversation_tag_conversation_tag_id_conversation_tags_id_fk" FOREIGN KEY ("conversation_tag_id") REFERENCES "conversation_tags"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_transfers" ADD CONSTRAINT "conversation_transfers_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_transfers" ADD CONSTRAINT "conversation_transfers_from_user_id_users_id_fk" FOREIGN KEY ("from_user_id") REFERENCES "users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_transfers" ADD CONSTRAINT "conversation_transfers_to_user_id_users_id_fk" FOREIGN KEY ("to_user_id") REFERENCES "users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_transfers" ADD CONSTRAINT "conversation_transfers_transferred_by_users_id_fk" FOREIGN KEY ("transferred_by") REFERENCES "users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_assigned_to_users_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_sla_policy_id_sla_policies_id_fk" FOREIGN KEY ("sla_policy_id") REFERENCES "sla_policies"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_identities" ADD CONSTRAINT "customer_identities_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_identities" ADD CONSTRAINT "customer_identities_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "id_blocks" ADD CONSTRAINT "id_blocks_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_attachments" ADD CONSTRAINT "message_attachments_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_attachments" ADD CONSTRAINT "message_attachments_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_status_updates" ADD CONSTRAINT "message_status_updates_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_status_updates" ADD CONSTRAINT "message_status_updates_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mutation_results" ADD CONSTRAINT "mutation_results_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "templates" ADD CONSTRAINT "templates_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_credentials" ADD CONSTRAINT "user_credentials_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agent_presence_online_until_index" ON "agent_presence" USING btree ("online_until");--> statement-breakpoint
CREATE INDEX "automated_replies_is_active_priority_index" ON "automated_replies" USING btree ("is_active","priority");--> statement-breakpoint
CREATE INDEX "campaign_customer_customer_id_index" ON "campaign_customer" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "campaign_messages_campaign_id_status_index" ON "campaign_messages" USING btree ("campaign_id","status");--> statement-breakpoint
CREATE INDEX "campaign_messages_customer_id_index" ON "campaign_messages" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "campaign_messages_message_id_index" ON "campaign_messages" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "campaigns_status_scheduled_at_index" ON "campaigns" USING btree ("status","scheduled_at");--> statement-breakpoint
CREATE INDEX "canned_responses_user_id_index" ON "canned_responses" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "canned_responses_shortcut_unique" ON "canned_responses" USING btree (coalesce(user_id, 0),lower(shortcut));--> statement-breakpoint
CREATE INDEX "canned_responses_row_xid_index" ON "canned_responses" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "channel_events_unprocessed_index" ON "channel_events" USING btree ("received_at") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "channels_row_xid_index" ON "channels" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversation_assignments_conversation_id_index" ON "conversation_assignments" USING btree ("conversation_id","assigned_at");--> statement-breakpoint
CREATE INDEX "conversation_assignments_assigned_to_index" ON "conversation_assignments" USING btree ("assigned_to","assigned_at");--> statement-breakpoint
CREATE INDEX "conversation_assignments_row_xid_index" ON "conversation_assignments" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversation_notes_conversation_id_created_at_index" ON "conversation_notes" USING btree ("conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "conversation_notes_row_xid_index" ON "conversation_notes" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversation_tag_conversation_tag_id_index" ON "conversation_tag" USING btree ("conversation_tag_id");--> statement-breakpoint
CREATE INDEX "conversation_tag_row_xid_index" ON "conversation_tag" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversation_tags_row_xid_index" ON "conversation_tags" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversation_transfers_conversation_id_index" ON "conversation_transfers" USING btree ("conversation_id","transferred_at");--> statement-breakpoint
CREATE INDEX "conversation_transfers_row_xid_index" ON "conversation_transfers" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "conversations_customer_id_platform_index" ON "conversations" USING btree ("customer_id","platform");--> statement-breakpoint
CREATE INDEX "conversations_assigned_to_status_index" ON "conversations" USING btree ("assigned_to","status");--> statement-breakpoint
CREATE INDEX "conversations_last_message_at_index" ON "conversations" USING btree ("last_message_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversations_platform_conversation_id_index" ON "conversations" USING btree ("platform_conversation_id");--> statement-breakpoint
CREATE INDEX "conversations_queue_index" ON "conversations" USING btree ("status") WHERE assigned_to is null;--> statement-breakpoint
CREATE INDEX "conversations_row_xid_index" ON "conversations" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "customer_identities_customer_index" ON "customer_identities" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "customers_row_xid_index" ON "customers" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "devices_user_id_uuid_index" ON "devices" USING btree ("user_id","uuid");--> statement-breakpoint
CREATE INDEX "id_blocks_device_id_index" ON "id_blocks" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "message_attachments_message_id_type_index" ON "message_attachments" USING btree ("message_id","type");--> statement-breakpoint
CREATE INDEX "message_attachments_conversation_id_index" ON "message_attachments" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "message_attachments_row_xid_index" ON "message_attachments" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "message_status_updates_message_id_index" ON "message_status_updates" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "message_status_updates_conversation_id_index" ON "message_status_updates" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "message_status_updates_row_xid_index" ON "message_status_updates" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "messages_conversation_id_created_at_index" ON "messages" USING btree ("conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_platform_message_id_index" ON "messages" USING btree ("platform_message_id");--> statement-breakpoint
CREATE INDEX "messages_status_created_at_index" ON "messages" USING btree ("status","created_at");--> statement-breakpoint
CREATE INDEX "messages_row_xid_index" ON "messages" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "mutation_results_row_xid_index" ON "mutation_results" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "refresh_tokens_device_id_index" ON "refresh_tokens" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "refresh_tokens_family_index" ON "refresh_tokens" USING btree ("family");--> statement-breakpoint
CREATE INDEX "sla_policies_row_xid_index" ON "sla_policies" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "templates_row_xid_index" ON "templates" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "tombstones_row_xid_index" ON "tombstones" USING btree ("row_xid");--> statement-breakpoint
CREATE INDEX "tombstones_deleted_at_index" ON "tombstones" USING btree ("deleted_at");--> statement-breakpoint
CREATE INDEX "users_row_xid_index" ON "users" USING btree ("row_xid");