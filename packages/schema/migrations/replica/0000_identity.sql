-- A row made on a device takes its id from the device's block; a statement that forgets it must fail, not invent one.
CREATE FUNCTION "next_row_id"() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RAISE EXCEPTION 'a row created on a replica must bring its id';
END
$$;
