/** What the server's refusals mean, in plain words; shared by every screen that can fail. */
import { i18n, t, type PlainKey } from '../../i18n/index.svelte'
import { waitTime } from '../../i18n/format'
import { Failure } from '../../state/failure'

const WORDS: Record<string, PlainKey> = {
  PHONE_NUMBER_INVALID: 'error.phoneInvalid',
  PHONE_NUMBER_BANNED: 'error.phoneBanned',
  PHONE_NUMBER_FLOOD: 'error.phoneFlood',
  PHONE_PASSWORD_FLOOD: 'error.phoneFlood',
  PHONE_CODE_INVALID: 'error.codeInvalid',
  PHONE_CODE_EMPTY: 'error.codeInvalid',
  PHONE_CODE_EXPIRED: 'error.codeExpired',
  PASSWORD_HASH_INVALID: 'error.passwordWrong',
  SRP_ID_INVALID: 'error.tryAgain',
  SRP_PASSWORD_CHANGED: 'error.tryAgain',
  CODE_INVALID: 'error.codeInvalid',
  EMAIL_INVALID: 'error.emailInvalid',
  EMAIL_UNCONFIRMED: 'error.emailUnconfirmed',
  PASSWORD_RECOVERY_NA: 'error.noRecovery',
  FIRSTNAME_INVALID: 'error.nameInvalid',
  LASTNAME_INVALID: 'error.nameInvalid',
  INVITE_HASH_INVALID: 'error.inviteInvalid',
  INVITE_HASH_EMPTY: 'error.inviteNeeded',
  INVITE_HASH_EXPIRED: 'error.inviteExpired',
  REGISTRATION_CLOSED: 'error.registrationClosed',
  REGISTRATION_PENDING: 'error.registrationPending',
  SIGNUP_CLOSED: 'error.registrationClosed',
  SIGNUP_DECLINED: 'error.registrationClosed',
  SIGNUP_APPROVAL_PENDING: 'error.registrationPending',
  SIGNUP_INVITE_REQUIRED: 'error.inviteNeeded',
  USERNAME_INVALID: 'error.usernameInvalid',
  USERNAME_OCCUPIED: 'error.usernameTaken',
  USERNAME_NOT_OCCUPIED: 'error.notFound',
  PHONE_NOT_OCCUPIED: 'error.notHere',
  ABOUT_TOO_LONG: 'error.tooLong',
  MESSAGE_TOO_LONG: 'error.tooLong',
  MEDIA_CAPTION_TOO_LONG: 'error.tooLong',
  MESSAGE_NOT_MODIFIED: 'error.notModified',
  MESSAGE_EDIT_TIME_EXPIRED: 'error.editExpired',
  FILE_PARTS_INVALID: 'error.fileTooBig',
  PHOTO_INVALID_DIMENSIONS: 'error.photoInvalid',
  IMAGE_PROCESS_FAILED: 'error.photoInvalid',
  FRESH_RESET_AUTHORISATION_FORBIDDEN: 'error.freshSession',
  FRESH_CHANGE_PHONE_FORBIDDEN: 'error.freshSession',
  FRESH_CHANGE_ADMINS_FORBIDDEN: 'error.freshSession',
  PASSWORD_MISSING: 'error.passwordMissing',
  AUTH_TOKEN_EXPIRED: 'error.qrExpired',
  AUTH_TOKEN_INVALID: 'error.qrInvalid',
  AUTH_TOKEN_ALREADY_ACCEPTED: 'error.qrExpired',
  USER_IS_BLOCKED: 'error.blockedYou',
  YOU_BLOCKED_USER: 'error.youBlocked',
  USER_PRIVACY_RESTRICTED: 'error.privacy',
  VOICE_MESSAGES_FORBIDDEN: 'error.voiceForbidden',
  METHOD_NOT_IMPLEMENTED: 'error.notBuilt',
  METHOD_INVALID: 'error.notBuilt',
  INPUT_METHOD_INVALID: 'error.notBuilt',
  CHAT_ADMIN_REQUIRED: 'error.notAdmin',
  RIGHT_FORBIDDEN: 'error.noRight',
  CHAT_WRITE_FORBIDDEN: 'error.noRight',
  CHAT_FORBIDDEN: 'error.chatPrivate',
  CHANNEL_PRIVATE: 'error.chatPrivate',
  USER_BANNED_IN_CHANNEL: 'error.limitedPublic',
  USER_RESTRICTED: 'error.limitedMaking',
  PEER_FLOOD: 'error.limited',
  FROZEN_METHOD_INVALID: 'error.frozen',
  FROZEN_PARTICIPANT_MISSING: 'error.frozen',
  USER_ALREADY_PARTICIPANT: 'error.alreadyIn',
  INVITE_REQUEST_SENT: 'chat.asked',
  USERS_TOO_MUCH: 'error.tooManyMembers',
  USERS_TOO_FEW: 'error.tooFew',
  CHANNELS_ADMIN_PUBLIC_TOO_MUCH: 'error.tooManyNames',
  USER_KICKED: 'error.removedPerson',
  USER_NOT_MUTUAL_CONTACT: 'error.notMutual',
  USER_NOT_PARTICIPANT: 'error.notIn',
  USER_CREATOR: 'error.creator',
  ADMINS_TOO_MUCH: 'error.tooManyAdmins',
  CHAT_TITLE_EMPTY: 'error.titleEmpty',
  CHAT_NOT_MODIFIED: 'error.notModified',
  CHAT_ABOUT_NOT_MODIFIED: 'error.notModified',
  CHAT_ABOUT_TOO_LONG: 'error.tooLong',
  CHAT_SEND_PLAIN_FORBIDDEN: 'error.sendForbidden',
  CHAT_SEND_MEDIA_FORBIDDEN: 'error.sendForbidden',
  CHAT_SEND_PHOTOS_FORBIDDEN: 'error.sendForbidden',
  CHAT_SEND_VIDEOS_FORBIDDEN: 'error.sendForbidden',
  CHAT_SEND_DOCS_FORBIDDEN: 'error.sendForbidden',
  CHAT_SEND_AUDIOS_FORBIDDEN: 'error.sendForbidden',
  CHAT_SEND_VOICES_FORBIDDEN: 'error.sendForbidden',
  CHAT_SEND_ROUNDVIDEOS_FORBIDDEN: 'error.sendForbidden',
  CHAT_SEND_STICKERS_FORBIDDEN: 'error.sendForbidden',
  CHAT_SEND_GIFS_FORBIDDEN: 'error.sendForbidden',
  CHAT_SEND_POLL_FORBIDDEN: 'error.sendForbidden',
  FILE_REFERENCE_EXPIRED: 'error.fileGone',
  MESSAGE_POLL_CLOSED: 'error.pollClosed',
  TIMEOUT: 'error.timeout',
  OFFLINE: 'error.offline',
  MICROPHONE_DENIED: 'error.microphone',
}

/** What has to grow older before it may give anything away. */
const FRESH: Record<string, 'error.freshPassword' | 'error.freshDevice'> = {
  PASSWORD_TOO_FRESH: 'error.freshPassword',
  SESSION_TOO_FRESH: 'error.freshDevice',
}

/** One sentence for the person; waits are told as they are. */
export function explain(failure: unknown): string {
  if (failure instanceof DOMException && failure.name === 'NotAllowedError') return t('error.microphone')
  if (!(failure instanceof Failure)) return t('error.unknown', { name: failure instanceof Error ? failure.message : String(failure) })
  const fresh = FRESH[failure.reason]
  if (fresh) return t(fresh, { time: waitTime(i18n.locale, Math.max(1, failure.seconds)) })
  if (failure.seconds > 0 || /^(FLOOD|SLOWMODE).*WAIT/.test(failure.reason)) {
    return t('error.wait', { time: waitTime(i18n.locale, Math.max(1, failure.seconds)) })
  }
  const key = WORDS[failure.reason]
  return key ? t(key) : t('error.unknown', { name: failure.reason })
}

