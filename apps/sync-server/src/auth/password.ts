import { signInLimits } from '@holdfast/schema/domain/sign-in';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { hash, verify } from '@node-rs/argon2';

const minimumLength = 10;
const maximumLength = signInLimits.password;

/** A hash of nothing that anybody can know, with the cost of a real one. */
let decoy: Promise<string> | undefined;

/** argon2id with 19 MiB and two passes, the defaults of the library and the recommendation of OWASP. */
export function hashPassword(password: string): Promise<string> {
  if (password.length < minimumLength || password.length > maximumLength) {
    throw new HoldfastError('HF_PASSWORD_TOO_WEAK');
  }
  return hash(password);
}

/**
 * Takes as long for an account that does not exist (undefined) as for a wrong password, so that time does not tell
 * which addresses have an account.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  if (password.length > maximumLength) return false;
  if (passwordHash === undefined) {
    decoy ??= hash(crypto.randomUUID());
    await verify(await decoy, password);
    return false;
  }
  return await verify(passwordHash, password);
}
