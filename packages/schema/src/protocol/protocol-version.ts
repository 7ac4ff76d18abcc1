/**
 * The version of what client and server say to each other. It is raised by one whenever a message changes in a way
 * that the other side could notice; a test hashes every wire schema, so that no change goes unnoticed.
 *
 * History:
 * 1. hello, welcome, delta, drain; push, acknowledge, allocate ids.
 * 2. A first sync in steps (`header`, `copies`, `remaining`, waiting), digests, windows that grow and shrink, presence.
 * 3. Rows that enter as binary COPY (`copies`), in binary frames.
 */
export const protocolVersion = 3;

/** The oldest protocol that this server still serves: the current one and the one before it. */
export const oldestServedProtocolVersion = 2;
