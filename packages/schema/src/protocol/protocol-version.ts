/**
 * Version of the wire messages. Increment it for every change of a message that the other end could notice; a test
 * compares a fingerprint of every wire schema.
 *
 * 1. hello, welcome, delta, drain; push, acknowledge, allocate ids.
 * 2. First sync in steps (`header`, `copies`, `remaining`, waiting), digests, windows that grow and shrink, presence.
 * 3. Entering rows as binary COPY (`copies`), in binary frames.
 */
export const protocolVersion = 3;

/** The oldest protocol version that this server serves: at most one before the current one. */
export const oldestServedProtocolVersion = 2;
