import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Pool } from 'pg';

interface Rights {
  readonly login: string;
  readonly may_create_roles: boolean;
  readonly may_create_schemas: boolean;
}

/** Returns the name of the login; throws HF_DATABASE_RIGHTS_MISSING with the missing rights. */
export async function assertRights(pool: Pool): Promise<string> {
  const { rows } = await pool.query<Rights>(`
    SELECT current_user AS login, rolsuper OR rolcreaterole AS may_create_roles,
      has_database_privilege(current_database(), 'CREATE') AS may_create_schemas
    FROM pg_roles WHERE rolname = current_user`);
  const [rights] = rows;
  const missing = [
    ...(rights?.may_create_roles === true ? [] : ['CREATEROLE']),
    ...(rights?.may_create_schemas === true ? [] : ['CREATE on the database']),
  ];
  if (rights === undefined || missing.length > 0) {
    throw new HoldfastError('HF_DATABASE_RIGHTS_MISSING', { details: { missing } });
  }
  return rights.login;
}
