import type { ErrorDefinition } from './error-definition.ts';
import { operationErrors } from './operation-errors.ts';
import { signInErrors } from './sign-in-errors.ts';

/**
 * Every error that Holdfast shows, sends or logs. `docs/errors.md` is generated from this table; a test keeps the two equal.
 *
 * Codes are stable: codes are added, but never renamed or given another meaning, because older apps and operators'
 * scripts match on them.
 */
export const errorCodes = {
  // General
  HF_INTERNAL: {
    message: 'Unexpected error',
    userMessage: 'Something went wrong on our side. Try again in a moment.',
    remedy: 'Try again. If it happens again, send support the log line with this code.',
    retry: 'later',
    httpStatus: 500,
  },
  HF_INVALID_INPUT: {
    message: 'The input does not have the expected shape',
    userMessage: 'Some of the entries are not valid. Correct them, then try again.',
    remedy: 'Correct the fields that the details name.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_MALFORMED_JSON: {
    message: 'The request body is not JSON',
    userMessage: 'The message could not be read.',
    remedy: 'Send valid JSON in UTF-8.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_NOT_FOUND: {
    message: 'Nothing exists at this address',
    userMessage: 'This does not exist, or was deleted.',
    remedy: 'Check the address or the id.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_ALREADY_EXISTS: {
    message: 'An object with this name already exists',
    userMessage: 'This already exists. Choose another name.',
    remedy: 'Choose another name, or use the existing object.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_PAYLOAD_TOO_LARGE: {
    message: 'The request exceeds the size limit',
    userMessage: 'This message is too large to send. Shorten it, then try again.',
    remedy: 'Send less text, or smaller attachments.',
    retry: 'after-change',
    httpStatus: 413,
  },
  HF_UNSUPPORTED_MEDIA_TYPE: {
    message: 'The content type is not accepted here',
    userMessage: 'Files of this type cannot be sent. Choose another file.',
    remedy: 'Send one of the accepted types; the details list them.',
    retry: 'after-change',
    httpStatus: 415,
  },
  HF_RATE_LIMITED: {
    message: 'Too many requests',
    userMessage: 'Too many attempts. Wait a moment, then try again.',
    remedy: 'Wait for the time that the details give, then try again.',
    retry: 'later',
    httpStatus: 429,
  },
  HF_FORBIDDEN: {
    message: 'The signed-in user does not have the permission',
    userMessage: 'You do not have permission to do this. Ask an administrator.',
    remedy: 'Ask an administrator for the permission.',
    retry: 'never',
    httpStatus: 403,
  },
  HF_UNAVAILABLE: {
    message: 'The server cannot take the request now',
    userMessage: 'The server cannot be reached. Try again in a moment.',
    remedy: 'The app retries by itself. Other callers retry later.',
    retry: 'later',
    httpStatus: 503,
  },
  HF_DRAINING: {
    message: 'The server is stopping and takes no new work',
    userMessage: 'The server is restarting. The app reconnects in a moment.',
    remedy: 'Nothing: the app reconnects by itself.',
    retry: 'later',
    httpStatus: 503,
  },

  ...signInErrors,

  // Mutations (rule M3) and sync
  HF_CONVERSATION_UNKNOWN: {
    message: 'The mutation names a conversation that does not exist',
    userMessage: 'This conversation no longer exists.',
    remedy: 'Discard the item.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_CONVERSATION_ARCHIVED: {
    message: 'The conversation is archived and accepts no changes',
    userMessage: 'This conversation is archived and cannot be changed.',
    remedy: 'Discard the item, or reply in a new conversation.',
    retry: 'never',
    httpStatus: 409,
  },
  HF_NOT_ASSIGNED: {
    message: 'The conversation is not assigned to the user of the device',
    userMessage:
      'This conversation is no longer assigned to you. Ask its assignee, or claim it from the queue.',
    remedy: 'Ask the assignee, or claim the conversation and try again.',
    retry: 'after-change',
    httpStatus: 403,
  },
  HF_ALREADY_CLAIMED: {
    message: 'Another agent claimed the conversation first',
    userMessage: 'A colleague claimed this conversation first.',
    remedy: 'Discard the item.',
    retry: 'never',
    httpStatus: 409,
  },
  HF_ASSIGNEE_CHANGED: {
    message: 'The assignee changed before the transfer arrived',
    userMessage:
      'The assignee changed before your transfer arrived. Check who the conversation is assigned to now.',
    remedy: 'Check who the conversation is assigned to now. Transfer it again if needed.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_RECIPIENT_UNAVAILABLE: {
    message: 'The recipient of the transfer does not exist or is deactivated',
    userMessage: 'This colleague cannot take conversations. Choose another one.',
    remedy: 'Choose another colleague.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_REPLY_STALE: {
    message: 'The reply no longer matches its conversation and is held until the agent decides',
    userMessage:
      'The conversation changed after you wrote this, so it was not sent. Read what is new, then send, edit or discard it.',
    remedy: 'Read what is new, then send the reply anyway, edit it or discard it.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_REPLY_STALE_REFUSED: {
    message: 'The reply no longer matches its conversation, and the tenant refuses such replies',
    userMessage:
      'The conversation changed after you wrote this, so it will not be sent. Read what is new, then edit or discard it.',
    remedy: 'Read what is new, then edit the reply or discard it.',
    retry: 'never',
    httpStatus: 409,
  },
  HF_NOTE_UNKNOWN: {
    message: 'The mutation names a note that does not exist in the conversation',
    userMessage: 'This note no longer exists. Edit this item to save it as a new note, or discard it.',
    remedy: 'Edit the item to save it as a new note, or discard it.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_TAG_UNKNOWN: {
    message: 'The mutation names a tag that does not exist',
    userMessage: 'This tag no longer exists. Choose another one.',
    remedy: 'Choose another tag.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_MUTATION_UNKNOWN: {
    message: 'No mutator has this name and version',
    userMessage: 'The versions of the app and the server differ. Try again after an update.',
    remedy: 'Update the app and the server, then try again.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_MUTATION_INVALID: {
    message: 'The arguments of the mutation do not match its mutator',
    userMessage: 'This could not be saved as written. Edit it, then send it again.',
    remedy: 'Edit the item and send it again. The details name what does not match.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_MUTATION_CONFLICT: {
    message: 'The mutation violates a constraint of the server',
    userMessage:
      'This contradicts the current state on the server. Check the conversation, then try again or discard this.',
    remedy: 'Check the current state of the conversation, then try again or discard the item.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_MUTATION_ID_REUSED: {
    message: 'The mutation has the id of another mutation that the server has already handled',
    userMessage: 'This computer was restored from a backup. Your queued changes are being sent again.',
    remedy: 'Nothing: the app renumbers the queue.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_ID_FOREIGN: {
    message: 'The mutation creates a row with an id outside the blocks of its device',
    userMessage: 'This could not be saved as written. Discard it, then write it again.',
    remedy: 'Discard the item and write it again.',
    retry: 'never',
    httpStatus: 400,
  },
  HF_CLIENT_OUTDATED: {
    message: 'The app and the server have incompatible versions of the protocol or the tables',
    userMessage:
      'This version of Holdfast does not match the server. Keep working; changes are sent after an update.',
    remedy: 'Update the older of the two.',
    retry: 'after-change',
    httpStatus: 426,
  },
  HF_SESSION_UNKNOWN: {
    message: 'This connection has no sync session with this id',
    userMessage: 'The app is reconnecting.',
    remedy: 'Nothing: the app reconnects by itself.',
    retry: 'later',
    httpStatus: 409,
  },
  HF_CHANNEL_SIGNATURE_INVALID: {
    message: 'The signature or verification token of a webhook request is missing, wrong or too old',
    userMessage: 'The signature of the request is not valid for this channel.',
    remedy:
      'Sign the exact bytes of the body with the signing secret of the channel. Check that both clocks agree within five minutes.',
    retry: 'after-change',
    httpStatus: 401,
  },
  HF_CHANNEL_PLATFORM_UNSUPPORTED: {
    message: 'This version has no adapter for the platform of the channel',
    userMessage: 'This platform is not supported yet.',
    remedy: 'Use a channel of the platform `http`, or a version that supports the platform.',
    retry: 'never',
    httpStatus: 501,
  },
  HF_ATTACHMENT_UNREACHABLE: {
    message: 'The address of an attachment could not be fetched',
    userMessage: 'The attachment could not be downloaded. Try again later.',
    remedy: 'Check that the address returns 200 to everyone, or send the file itself in `dataBase64`.',
    retry: 'later',
    httpStatus: 422,
  },
  HF_ADDRESS_NOT_ALLOWED: {
    message: 'The address is not http(s), or is in a private network',
    userMessage: 'This address is not allowed. Use a public http or https address.',
    remedy: 'Use a public http(s) address. For development, set HOLDFAST_ALLOW_PRIVATE_ADDRESSES=true.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_FILE_LINK_INVALID: {
    message: 'The signature of the file link is wrong',
    userMessage: 'This link is not valid. Request a new one.',
    remedy: 'Request a new link.',
    retry: 'never',
    httpStatus: 403,
  },
  HF_FILE_LINK_EXPIRED: {
    message: 'The file link has expired',
    userMessage: 'This link has expired. Request a new one.',
    remedy: 'Request a new link.',
    retry: 'after-change',
    httpStatus: 410,
  },

  ...operationErrors,

  // The replica on the agent's device
  HF_JOURNAL_FULL: {
    message: 'The journal cannot be written because the disk is full',
    userMessage:
      'The disk of this computer is full, so this was not saved. Your text is still here. Free some space, then try again.',
    remedy: 'Free some disk space, then try again.',
    retry: 'after-change',
    httpStatus: 507,
  },
  HF_JOURNAL_FAILED: {
    message: 'The journal cannot be written',
    userMessage: 'This could not be saved on this computer. Your text is still here. Try again.',
    remedy: 'Check that the profile folder of the app is writable, then try again.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_JOURNAL_UNKNOWN: {
    message: 'The journal has a record that this version does not know',
    userMessage:
      'Your queued changes were written by a newer version of Holdfast. Install that version to send them.',
    remedy: 'Install the newer version again. The journal was not changed.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_JOURNAL_DAMAGED: {
    message: 'Part of the journal was unreadable; everything that could be read was kept',
    userMessage:
      'A file on this computer was damaged, and some queued changes may be lost. Check the outbox and your recent conversations.',
    remedy: 'Check the outbox, the conversations of the last hours, and the disk of this computer.',
    retry: 'never',
    httpStatus: 500,
  },
  HF_REPLICA_IN_USE: {
    message: 'Another process has this replica open',
    userMessage: 'Holdfast is already running with this profile. Use its open window.',
    remedy: 'Use the open window, or end the other process.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_REPLICA_REBUILT: {
    message: 'The replica was damaged; it was set aside and is synced again from the server',
    userMessage:
      'The local copy of your inbox was damaged and is being downloaded again. Your queued changes are kept.',
    remedy: 'Nothing: the inbox fills while the server can be reached.',
    retry: 'later',
    httpStatus: 500,
  },
  HF_REPLICA_UNAVAILABLE: {
    message: 'The replica is not open',
    userMessage: 'The inbox on this computer is not open. Sign in, or restart Holdfast.',
    remedy: 'Sign in, or restart the app.',
    retry: 'after-change',
    httpStatus: 503,
  },
  HF_IDS_EXHAUSTED: {
    message: 'The device has used all its row ids and cannot get more now',
    userMessage:
      'The limit for changes without a connection is reached. Connect once to continue; your queued changes are kept.',
    remedy: 'Connect to the server once. Queued work is kept.',
    retry: 'later',
    httpStatus: 503,
  },
  HF_OUTBOX_NOT_EMPTY: {
    message: 'Signing out would discard changes that the server has not confirmed',
    userMessage:
      'Some of your changes have not reached the server yet. Wait until they are sent, or discard them.',
    remedy: 'Wait until the outbox is empty, or confirm the discard.',
    retry: 'after-change',
    httpStatus: 409,
  },
  HF_CONVERSATION_NOT_HELD: {
    message: 'The replica does not hold this conversation',
    userMessage: 'This conversation is no longer assigned to you.',
    remedy: 'Claim it, or ask its assignee.',
    retry: 'never',
    httpStatus: 404,
  },
} as const satisfies Record<`HF_${string}`, ErrorDefinition>;

/** A stable error code. */
export type ErrorCode = keyof typeof errorCodes;

/**
 * Whether a value from outside is a known error code.
 * @param value anything
 */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCodes, value);
}

/**
 * The definition of a code.
 * @param code a known code
 */
export function describeError(code: ErrorCode): ErrorDefinition {
  return errorCodes[code];
}
