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
  AUTH_TOKEN_EXPIRED: 'error.qrExpired',
  AUTH_TOKEN_INVALID: 'error.qrInvalid',
  AUTH_TOKEN_ALREADY_ACCEPTED: 'error.qrExpired',
  USER_IS_BLOCKED: 'error.blockedYou',
  YOU_BLOCKED_USER: 'error.youBlocked',
  USER_PRIVACY_RESTRICTED: 'error.privacy',
  VOICE_MESSAGES_FORBIDDEN: 'error.voiceForbidden',
  TIMEOUT: 'error.timeout',
  OFFLINE: 'error.offline',
  MICROPHONE_DENIED: 'error.microphone',
}

/** One sentence for the person; waits are told as they are. */
export function explain(failure: unknown): string {
  if (failure instanceof DOMException && failure.name === 'NotAllowedError') return t('error.microphone')
  if (!(failure instanceof Failure)) return t('error.unknown', { name: failure instanceof Error ? failure.message : String(failure) })
  if (failure.seconds > 0 || /^(FLOOD|SLOWMODE).*WAIT/.test(failure.reason)) {
    return t('error.wait', { time: waitTime(i18n.locale, Math.max(1, failure.seconds)) })
  }
  const key = WORDS[failure.reason]
  return key ? t(key) : t('error.unknown', { name: failure.reason })
}

