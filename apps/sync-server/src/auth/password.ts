import { signInLimits } from '@holdfast/schema/domain/sign-in';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { hash, verify } from '@node-rs/argon2';

const minPasswordLength = 10;
const maxPasswordLength = signInLimits.password;

/** A hash of nothing that anybody can know, with the cost of a real one. */
let dummyHash: Promise<string> | undefined;

/** argon2id with 19 MiB and two passes, the defaults of the library and the recommendation of OWASP. */
export function hashPassword(password: string): Promise<string> {
  if (password.length < minPasswordLength || password.length > maxPasswordLength) {
    throw new HoldfastError('HF_PASSWORD_TOO_WEAK');
  }
  return hash(password);
}

/**
 * Takes as long for an account that does not exist (undefined) as for a wrong password, so that time does not tell
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
