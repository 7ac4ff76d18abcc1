/** Moments at which a replica's process can be killed. */
export const replicaFailpoints = [
  /** Before and after the journal has records on disk. */
  'journal-append',
  'journal-appended',
  /** Before and after the commit of a delta. */
  'replica-commit',
  'replica-committed',
  /** Before the acknowledgement of a delta. */
  'acknowledge',
] as const;
/** One of {@link replicaFailpoints}. */
export type ReplicaFailpoint = (typeof replicaFailpoints)[number];

/** Moments at which the server's process can be killed. */
export const serverFailpoints = [
  /** Inside the transaction of a mutation, and after its commit, before the reply. */
  'mutation-commit',
  'mutation-committed',
  /** Before and after a message is handed to a replica's socket. */
  'send',
  'sent',
] as const;
/** One of {@link serverFailpoints}. */
export type ServerFailpoint = (typeof serverFailpoints)[number];
