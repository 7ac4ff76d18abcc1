/**
 * Runs one statement with one parameter in the transaction in which digests are made, of the server or of a replica, and
 * answers its rows.
 */
export type RunQuery = (text: string, parameters: readonly [unknown]) => Promise<readonly unknown[]>;
