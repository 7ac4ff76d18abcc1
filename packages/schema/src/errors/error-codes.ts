import type { ErrorDefinition } from './error-definition.ts';
import { operationErrors } from './operation-errors.ts';
import { signInErrors } from './sign-in-errors.ts';

/**
 * Every error that Holdfast shows, sends or logs by name. This table is definition and documentation at once:
 * `docs/errors.md` is generated from it and a test keeps the two equal.
 *
 * A code is stable: it may be added, never renamed or given another meaning, because agents' applications of an
 * older version and operators' scripts match on it.
 */
export const errorCodes = {
  // Anything
  HF_INTERNAL: {
    message: 'An error that was not foreseen',
    people: 'Something went wrong on our side.',
    remedy: 'Try again; if it stays, send the log line with this code to support.',
    retry: 'later',
    httpStatus: 500,
  },
  HF_INVALID_INPUT: {
    message: 'The input does not have the expected shape',
    people: 'Some of what was entered is not valid.',
    remedy: 'Correct the fields that the details name.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_MALFORMED_JSON: {
    message: 'The request body is not JSON',
    people: 'The message could not be read.',
    remedy: 'Send a body of valid JSON in UTF-8.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_NOT_FOUND: {
    message: 'There is nothing at this address',
    people: 'This does not exist (any more).',
    remedy: 'Check the address or the id.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_ALREADY_EXISTS: {
    message: 'Something of this name exists already',
    people: 'This exists already.',
    remedy: 'Choose another name, or use the one that exists.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_PAYLOAD_TOO_LARGE: {
    message: 'The request is larger than the limit',
    people: 'This message is too large to be sent.',
    remedy: 'Send less text, or smaller attachments.',
    retry: 'after-change',
    httpStatus: 413,
  },
  HF_UNSUPPORTED_MEDIA_TYPE: {
    message: 'The content type is not accepted here',
    people: 'Files of this type cannot be sent.',
    remedy: 'Send one of the accepted types (the details list them).',
    retry: 'after-change',
    httpStatus: 415,
  },
  HF_RATE_LIMITED: {
    message: 'Too many requests',
    people: 'Too many attempts. Please wait a moment.',
    remedy: 'Wait as long as the details say, then try again.',
    retry: 'later',
    httpStatus: 429,
  },
  HF_FORBIDDEN: {
    message: 'The signed-in user may not do this',
    people: 'You are not allowed to do this.',
    remedy: 'Ask an administrator for the right.',
    retry: 'never',
    httpStatus: 403,
  },
  HF_UNAVAILABLE: {
    message: 'The server cannot take the request at the moment',
    people: 'The server cannot be reached at the moment.',
    remedy: 'Nothing: it is tried again by itself.',
    retry: 'later',
    httpStatus: 503,
  },
  HF_DRAINING: {
    message: 'The server is stopping and takes no new work',
    people: 'The server is restarting.',
    remedy: 'Nothing: the connection is made again by itself.',
    retry: 'later',
    httpStatus: 503,
  },

  ...signInErrors,

  // Mutations (rule M3) and sync
  HF_CONVERSATION_UNKNOWN: {
    message: 'The mutation names a conversation that does not exist',
    people: 'This conversation does not exist any more.',
    remedy: 'Discard the item.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_CONVERSATION_ARCHIVED: {
    message: 'The conversation is archived and takes no more changes',
    people: 'This conversation is archived.',
    remedy: 'Discard the item, or answer in a new conversation.',
    retry: 'never',
    httpStatus: 409,
  },
  HF_NOT_ASSIGNED: {
    message: 'The conversation is not assigned to the user of the device',
    people: 'This conversation is not assigned to you any more.',
    remedy: 'Ask the agent it is assigned to, or claim it and try again.',
    retry: 'after-change',
    httpStatus: 403,
  },
  HF_ALREADY_CLAIMED: {
    message: 'Another agent claimed the conversation first',
    people: 'Somebody else has taken this conversation.',
    remedy: 'Discard the item.',
    retry: 'never',
    httpStatus: 409,
  },
  HF_ASSIGNEE_CHANGED: {
    message: 'The conversation changed hands before the transfer arrived',
    people: 'This conversation has changed hands in the meantime.',
    remedy: 'Look who has it now, then transfer it again if need be.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_RECIPIENT_UNAVAILABLE: {
    message: 'The recipient of the transfer does not exist or is deactivated',
    people: 'This colleague cannot take conversations.',
    remedy: 'Choose another colleague.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_REPLY_STALE: {
    message: 'The reply no longer fits its conversation and is held for the agent to decide',
    people: 'The conversation has changed since you wrote this, so it was not sent.',
    remedy: 'Read what is new, then send the reply anyway, edit or discard it.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_REPLY_STALE_REFUSED: {
    message: 'The reply no longer fits its conversation, and the tenant does not let such replies be sent',
    people: 'The conversation has changed since you wrote this, so it will not be sent.',
    remedy: 'Read what is new, then edit the reply or discard it.',
    retry: 'never',
    httpStatus: 409,
  },
  HF_NOTE_UNKNOWN: {
    message: 'The mutation names a note that does not exist in the conversation',
    people: 'This note does not exist any more.',
    remedy: 'Edit the item to write it as a new note, or discard it.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_TAG_UNKNOWN: {
    message: 'The mutation names a tag that does not exist',
    people: 'This tag does not exist any more.',
    remedy: 'Choose another tag.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_MUTATION_UNKNOWN: {
    message: 'No mutator of this name and version is known',
    people: 'The server does not know this action; the versions differ.',
    remedy: 'Update the application and the server, then try again.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_MUTATION_INVALID: {
    message: 'The arguments of the mutation do not fit its mutator',
    people: 'This could not be carried out as it was written.',
    remedy: 'Edit the item (the details name what does not fit) and send it again.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_MUTATION_CONFLICT: {
    message: 'The rows of the server contradict the mutation (a constraint was violated)',
    people: 'This does not fit what is on the server by now.',
    remedy: 'Look at the conversation as it is now, then try again or discard the item.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_MUTATION_ID_REUSED: {
    message: 'A mutation bears the number of another one that the server has dealt with',
    people: 'This device was restored from an old copy; its queue must be sent anew.',
    remedy: 'Nothing: the queue is numbered again by itself.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_ID_FOREIGN: {
    message: 'The mutation makes a row with an id that was not given to its device',
    people: 'This could not be carried out as it was written.',
    remedy: 'Discard the item and write it again.',
    retry: 'never',
    httpStatus: 400,
  },
  HF_CLIENT_OUTDATED: {
    message: 'The application and the server speak different versions of the protocol or of the tables',
    people:
      'This version of Holdfast does not fit the server. You can go on working; it will be sent after an update.',
    remedy: 'Update the older of the two.',
    retry: 'after-change',
    httpStatus: 426,
  },
  HF_SESSION_UNKNOWN: {
    message: 'There is no sync session of this id on this connection',
    people: 'The connection is being made again.',
    remedy: 'Nothing: the application connects again by itself.',
    retry: 'later',
    httpStatus: 409,
  },
  HF_CHANNEL_SIGNATURE_INVALID: {
    message: 'The signature or verify token of a webhook request is missing, wrong or too old',
    people: 'The request was not signed by this channel.',
    remedy:
      'Sign the exact bytes of the body with the secret of the channel; check that the clocks agree within five minutes.',
    retry: 'after-change',
    httpStatus: 401,
  },
  HF_CHANNEL_PLATFORM_UNSUPPORTED: {
    message: 'This version cannot talk to the platform of the channel',
    people: 'This platform is not supported yet.',
    remedy: 'Use a channel of the platform `http`, or a version that supports the platform.',
    retry: 'never',
    httpStatus: 501,
  },
  HF_ATTACHMENT_UNREACHABLE: {
    message: 'The address of an attachment could not be fetched',
    people: 'The attachment could not be fetched.',
    remedy: 'Check that the address answers 200 to everyone, or send the file itself in `dataBase64`.',
    retry: 'later',
    httpStatus: 422,
  },
  HF_ADDRESS_NOT_ALLOWED: {
    message: 'The address is not http(s), or leads into a private network',
    people: 'This address may not be called.',
    remedy: 'Use a public http(s) address; for development set HOLDFAST_ALLOW_PRIVATE_ADDRESSES=true.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_FILE_LINK_INVALID: {
    message: 'The signature of the file link is wrong',
    people: 'This link is not valid.',
    remedy: 'Ask for a new link.',
    retry: 'never',
    httpStatus: 403,
  },
  HF_FILE_LINK_EXPIRED: {
    message: 'The file link has expired',
    people: 'This link has expired.',
    remedy: 'Ask for a new link.',
    retry: 'after-change',
    httpStatus: 410,
  },

  ...operationErrors,

  // The replica on the agent's device
  HF_JOURNAL_FULL: {
    message: 'The journal cannot be written because the disk is full',
    people: 'The disk of this computer is full, so this could not be saved. What you typed is still here.',
    remedy: 'Free some space on the disk, then try again.',
    retry: 'after-change',
    httpStatus: 507,
  },
  HF_JOURNAL_FAILED: {
    message: 'The journal cannot be written',
    people: 'This could not be saved on this computer. What you typed is still here.',
    remedy: 'Check that the profile folder of the application can be written, then try again.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_JOURNAL_UNKNOWN: {
    message: 'The journal holds a record that this version does not know',
    people: 'Work that waits to be sent was written by a newer version of Holdfast.',
    remedy: 'Install the newer version again; nothing was changed.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_JOURNAL_DAMAGED: {
    message: 'Part of the journal was unreadable; everything that could be read was kept',
    people:
      'Some work that waited to be sent may have been lost because a file on this computer was damaged.',
    remedy:
      'Look through the outbox and the conversations of the last hours; check the disk of this computer.',
    retry: 'never',
    httpStatus: 500,
  },
  HF_REPLICA_IN_USE: {
    message: 'Another process has this replica open',
    people: 'Holdfast is already running with this profile.',
    remedy: 'Use the window that is open already, or end the other process.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_REPLICA_REBUILT: {
    message: 'The replica directory was damaged; it was set aside and is fetched again from the server',
    people: 'The local copy of your inbox was damaged and is being fetched again. What you queued is kept.',
    remedy: 'Nothing, if the server can be reached; otherwise the inbox fills when it can.',
    retry: 'later',
    httpStatus: 500,
  },
  HF_REPLICA_UNAVAILABLE: {
    message: 'The replica is not open',
    people: 'The inbox on this computer is not open.',
    remedy: 'Sign in, or start the application again.',
    retry: 'after-change',
    httpStatus: 503,
  },
  HF_IDS_EXHAUSTED: {
    message: 'The device has used all ids that the server lent it and cannot fetch more now',
    people: 'So much was written offline that the server must be reached before more can be.',
    remedy: 'Connect to the server once; what is queued is kept.',
    retry: 'later',
    httpStatus: 503,
  },
  HF_OUTBOX_NOT_EMPTY: {
    message: 'Signing out would throw away changes that the server has not confirmed',
    people: 'Some of your work has not reached the server yet.',
    remedy: 'Wait until the outbox is empty, or confirm that it may be thrown away.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_CONVERSATION_NOT_HELD: {
    message: 'The replica does not hold this conversation',
    people: 'This conversation is not assigned to you any more.',
    remedy: 'Claim it again or ask the person it is assigned to.',
    retry: 'never',
    httpStatus: 404,
  },
} as const satisfies Record<`HF_${string}`, ErrorDefinition>;

/** A stable error code. */
export type ErrorCode = keyof typeof errorCodes;

/**
 * Tells whether a text is a known error code, for codes that arrive from outside.
 * @param value anything
 */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCodes, value);
}

/**
 * What the table says about a code.
 * @param code a known code
 */
export function describeError(code: ErrorCode): ErrorDefinition {
  return errorCodes[code];
}
