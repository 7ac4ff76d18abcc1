/**
 * Runs one statement with one parameter in the transaction (of the server or of a replica) that computes digests, and
 * returns the rows.
 */
export type RunQuery = (text: string, parameters: readonly [unknown]) => Promise<readonly unknown[]>;
