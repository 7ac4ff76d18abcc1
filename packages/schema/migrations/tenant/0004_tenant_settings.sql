CREATE TABLE "tenant_settings" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"stale_replies" varchar(20) DEFAULT 'hold' NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenant_settings_single_row_check" CHECK ("tenant_settings"."id"),
	CONSTRAINT "tenant_settings_stale_replies_check" CHECK ("tenant_settings"."stale_replies" in ('hold', 'send', 'refuse'))
);
--> statement-breakpoint
INSERT INTO "tenant_settings" ("id") VALUES (true);
