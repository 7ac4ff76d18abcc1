CREATE TABLE "message_words" (
	"message_id" bigint PRIMARY KEY NOT NULL,
	"conversation_id" bigint NOT NULL,
	"content_hash" bigint NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "words_waiting" (
	"conversation_id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE INDEX "message_words_conversation_id_index" ON "message_words" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "message_words_words_index" ON "message_words" USING gin ("words") WITH (fastupdate=true,gin_pending_list_limit=64);--> statement-breakpoint
-- Whoever searches for a common word is served by these; of the words themselves a full sample would take a second.
ALTER TABLE "message_words" ALTER COLUMN "message_id" SET STATISTICS 10, ALTER COLUMN "conversation_id" SET STATISTICS 10,
  ALTER COLUMN "content_hash" SET STATISTICS 10, ALTER COLUMN "words" SET STATISTICS 10;
--> statement-breakpoint
CREATE FUNCTION "mark_words_waiting"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO words_waiting (conversation_id)
  VALUES (CASE TG_OP WHEN 'DELETE' THEN OLD.conversation_id ELSE NEW.conversation_id END)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- For what the agent does; rows of the server's are written with all triggers off, and marked as they are applied.
CREATE TRIGGER "mark_words_waiting" AFTER INSERT OR UPDATE OF "conversation_id", "content" OR DELETE ON "messages" FOR EACH ROW EXECUTE FUNCTION "mark_words_waiting"();
--> statement-breakpoint
INSERT INTO "words_waiting" ("conversation_id") SELECT "conversation_id" FROM "held_conversations" WHERE "scope" = 'mine';
