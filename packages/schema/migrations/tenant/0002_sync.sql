-- Rule T1: every write of a synced row, whoever makes it, bears the id of its transaction.
CREATE FUNCTION "stamp_row"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.row_xid := pg_current_xact_id();
  RETURN NEW;
END
$$;
--> statement-breakpoint
-- Rule T2: every delete leaves a tombstone. One static function for each shape of key, no dynamic SQL (rule T3).
CREATE FUNCTION "bury_row"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO tombstones (table_name, row_id, row_xid) VALUES (TG_TABLE_NAME, OLD.id, pg_current_xact_id());
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "bury_conversation"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO tombstones (table_name, row_id, conversation_id, row_xid)
  VALUES (TG_TABLE_NAME, OLD.id, OLD.id, pg_current_xact_id());
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "bury_conversation_row"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO tombstones (table_name, row_id, conversation_id, row_xid)
  VALUES (TG_TABLE_NAME, OLD.id, OLD.conversation_id, pg_current_xact_id());
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "bury_conversation_tag"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO tombstones (table_name, row_id, conversation_id, row_xid)
  VALUES (TG_TABLE_NAME, OLD.conversation_tag_id, OLD.conversation_id, pg_current_xact_id());
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "refuse_truncate"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'TRUNCATE of the synced table % would leave replicas with its rows; use DELETE', TG_TABLE_NAME;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "refuse_key_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the key of a row in % never changes; delete the row and insert another', TG_TABLE_NAME;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "fill_conversation_id"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  SELECT messages.conversation_id INTO NEW.conversation_id FROM messages WHERE messages.id = NEW.message_id;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "fill_conversation_id" BEFORE INSERT ON "message_attachments" FOR EACH ROW WHEN (NEW.conversation_id IS NULL) EXECUTE FUNCTION "fill_conversation_id"();
--> statement-breakpoint
CREATE TRIGGER "fill_conversation_id" BEFORE INSERT ON "message_status_updates" FOR EACH ROW WHEN (NEW.conversation_id IS NULL) EXECUTE FUNCTION "fill_conversation_id"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "conversations" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "messages" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "message_attachments" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "message_status_updates" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "conversation_notes" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "conversation_assignments" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "conversation_transfers" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "conversation_tag" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "customers" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "users" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "conversation_tags" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "channels" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "templates" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "sla_policies" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "canned_responses" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "stamp_row" BEFORE INSERT OR UPDATE ON "mutation_results" FOR EACH ROW EXECUTE FUNCTION "stamp_row"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "conversations" FOR EACH ROW EXECUTE FUNCTION "bury_conversation"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "conversations" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "conversations" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "messages" FOR EACH ROW EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "messages" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "messages" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
-- A row that moves to another conversation leaves the old one: a replica that holds only that one must lose it.
CREATE TRIGGER "bury_moved_row" AFTER UPDATE OF "conversation_id" ON "messages" FOR EACH ROW WHEN (OLD.conversation_id IS DISTINCT FROM NEW.conversation_id) EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "message_attachments" FOR EACH ROW EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "message_attachments" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "message_attachments" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
-- A row that moves to another conversation leaves the old one: a replica that holds only that one must lose it.
CREATE TRIGGER "bury_moved_row" AFTER UPDATE OF "conversation_id" ON "message_attachments" FOR EACH ROW WHEN (OLD.conversation_id IS DISTINCT FROM NEW.conversation_id) EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "message_status_updates" FOR EACH ROW EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "message_status_updates" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "message_status_updates" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
-- A row that moves to another conversation leaves the old one: a replica that holds only that one must lose it.
CREATE TRIGGER "bury_moved_row" AFTER UPDATE OF "conversation_id" ON "message_status_updates" FOR EACH ROW WHEN (OLD.conversation_id IS DISTINCT FROM NEW.conversation_id) EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "conversation_notes" FOR EACH ROW EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "conversation_notes" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "conversation_notes" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
-- A row that moves to another conversation leaves the old one: a replica that holds only that one must lose it.
CREATE TRIGGER "bury_moved_row" AFTER UPDATE OF "conversation_id" ON "conversation_notes" FOR EACH ROW WHEN (OLD.conversation_id IS DISTINCT FROM NEW.conversation_id) EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "conversation_assignments" FOR EACH ROW EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "conversation_assignments" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "conversation_assignments" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
-- A row that moves to another conversation leaves the old one: a replica that holds only that one must lose it.
CREATE TRIGGER "bury_moved_row" AFTER UPDATE OF "conversation_id" ON "conversation_assignments" FOR EACH ROW WHEN (OLD.conversation_id IS DISTINCT FROM NEW.conversation_id) EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "conversation_transfers" FOR EACH ROW EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "conversation_transfers" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "conversation_transfers" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
-- A row that moves to another conversation leaves the old one: a replica that holds only that one must lose it.
CREATE TRIGGER "bury_moved_row" AFTER UPDATE OF "conversation_id" ON "conversation_transfers" FOR EACH ROW WHEN (OLD.conversation_id IS DISTINCT FROM NEW.conversation_id) EXECUTE FUNCTION "bury_conversation_row"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "conversation_tag" FOR EACH ROW EXECUTE FUNCTION "bury_conversation_tag"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "conversation_tag" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "conversation_id", "conversation_tag_id" ON "conversation_tag" FOR EACH ROW WHEN (OLD.conversation_id IS DISTINCT FROM NEW.conversation_id OR OLD.conversation_tag_id IS DISTINCT FROM NEW.conversation_tag_id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "customers" FOR EACH ROW EXECUTE FUNCTION "bury_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "customers" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "customers" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "users" FOR EACH ROW EXECUTE FUNCTION "bury_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "users" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "users" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "conversation_tags" FOR EACH ROW EXECUTE FUNCTION "bury_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "conversation_tags" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "conversation_tags" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "channels" FOR EACH ROW EXECUTE FUNCTION "bury_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "channels" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "channels" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "templates" FOR EACH ROW EXECUTE FUNCTION "bury_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "templates" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "templates" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "sla_policies" FOR EACH ROW EXECUTE FUNCTION "bury_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "sla_policies" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "sla_policies" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
CREATE TRIGGER "bury_row" AFTER DELETE ON "canned_responses" FOR EACH ROW EXECUTE FUNCTION "bury_row"();
--> statement-breakpoint
CREATE TRIGGER "refuse_truncate" BEFORE TRUNCATE ON "canned_responses" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate"();
--> statement-breakpoint
CREATE TRIGGER "refuse_key_change" BEFORE UPDATE OF "id" ON "canned_responses" FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION "refuse_key_change"();
--> statement-breakpoint
INSERT INTO "sync_state" ("id") VALUES (true);
