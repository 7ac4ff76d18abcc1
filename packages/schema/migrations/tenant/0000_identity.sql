-- Ids that the server itself gives stay below 2^40; blocks of 4,096 for devices and workers begin there.
CREATE SEQUENCE "row_ids" AS bigint MINVALUE 1 MAXVALUE 1099511627775;
--> statement-breakpoint
CREATE SEQUENCE "id_block_starts" AS bigint MINVALUE 1099511627776 INCREMENT BY 4096;
--> statement-breakpoint
CREATE FUNCTION "next_row_id"() RETURNS bigint LANGUAGE sql VOLATILE RETURN nextval('row_ids'::regclass);
