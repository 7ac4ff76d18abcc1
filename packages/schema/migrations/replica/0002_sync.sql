-- Rule M4: while an optimistic write runs, the first old image of each row that it touches is kept. Server rows are
-- applied with session_replication_role = replica, under which these triggers do not fire.
CREATE FUNCTION "remember_row"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO undo_journal (table_name, row_key, old_row)
  VALUES (
    TG_TABLE_NAME,
    CASE TG_OP WHEN 'INSERT' THEN NEW.id ELSE OLD.id END,
    CASE TG_OP WHEN 'INSERT' THEN NULL ELSE to_jsonb(OLD) END
  )
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "remember_conversation_tag"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO undo_journal (table_name, row_key, old_row)
  VALUES (
    TG_TABLE_NAME,
    CASE TG_OP
      WHEN 'INSERT' THEN NEW.conversation_id || ':' || NEW.conversation_tag_id
      ELSE OLD.conversation_id || ':' || OLD.conversation_tag_id
    END,
    CASE TG_OP WHEN 'INSERT' THEN NULL ELSE to_jsonb(OLD) END
  )
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "conversations" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "messages" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "message_attachments" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "message_status_updates" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "conversation_notes" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "conversation_assignments" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "conversation_transfers" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "conversation_tag" FOR EACH ROW EXECUTE FUNCTION "remember_conversation_tag"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "customers" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "users" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "conversation_tags" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "channels" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "templates" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "sla_policies" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
CREATE TRIGGER "remember_row" AFTER INSERT OR UPDATE OR DELETE ON "canned_responses" FOR EACH ROW EXECUTE FUNCTION "remember_row"();
--> statement-breakpoint
INSERT INTO "replica_state" ("id") VALUES (true);
