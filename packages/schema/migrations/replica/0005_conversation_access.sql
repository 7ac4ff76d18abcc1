CREATE TABLE "conversation_access" (
	"conversation_id" bigint PRIMARY KEY NOT NULL,
	"opened_at" timestamp with time zone NOT NULL
);
