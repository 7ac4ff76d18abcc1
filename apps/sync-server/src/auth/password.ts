import { signInLimits } from '@holdfast/schema/domain/sign-in';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { hash, verify } from '@node-rs/argon2';

const minPasswordLength = 10;
const maxPasswordLength = signInLimits.password;

/** Hash of a random password, with the cost of a real hash. */
let dummyHash: Promise<string> | undefined;

/**
 * Hashes with argon2id, 19 MiB and 2 passes: the library's defaults, recommended by OWASP.
 * Throws HF_PASSWORD_TOO_WEAK.
 */
export function hashPassword(password: string): Promise<string> {
  if (password.length < minPasswordLength || password.length > maxPasswordLength) {
    throw new HoldfastError('HF_PASSWORD_TOO_WEAK');
  }
  return hash(password);
}

/**
 * An account that does not exist (undefined) takes as long as a wrong password, so that response times do not reveal
 * which addresses have an account.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  if (password.length > maxPasswordLength) return false;
  if (passwordHash === undefined) {
    dummyHash ??= hash(crypto.randomUUID());
    await verify(await dummyHash, password);
    return false;
  }
  return await verify(passwordHash, password);
}
