import { tl } from '@mtcute/web'
import { Failure } from '../../state/failure'
import type { Freeze, SentCode, Terms, User } from '../../state/model'
import type { QrStep, SignedIn } from '../api'
import { api, type Link, type Running } from '../link'
import { renderEntities } from '../render-message'
import { renderUser } from '../render-peers'
import { renderDevice } from './devices'
import type { Answers } from './call'

const vias: { readonly [type: string]: SentCode['via'] } = {
  'auth.sentCodeTypeApp': 'app', 'auth.sentCodeTypeSms': 'sms', 'auth.sentCodeTypeCall': 'call', 'auth.sentCodeTypeEmailCode': 'email',
}

function renderCode(code: tl.auth.TypeSentCode): SentCode {
  if (code._ !== 'auth.sentCode') throw new Failure('UNSUPPORTED')
  return {
    hash: code.phoneCodeHash,
    via: vias[code.type._] ?? 'other',
    length: 'length' in code.type ? code.type.length : 5,
    timeout: code.timeout ?? 60,
  }
}

function renderFreeze(answer: tl.help.TypeAppConfig): Freeze | null {
  const rows = answer._ === 'help.appConfig' && answer.config._ === 'jsonObject' ? answer.config.value : []
  const of = (key: string): tl.TypeJSONValue | undefined => rows.find(row => row.key === key)?.value
  const [until, appeal] = [of('freeze_until_date'), of('freeze_appeal_url')]
  return until?._ === 'jsonNumber' && appeal?._ === 'jsonString' ? { until: until.value, appeal: appeal.value } : null
}

const renderTerms = (terms: tl.help.TypeTermsOfService): Terms => ({
  id: terms.id.data, text: { text: terms.text, entities: renderEntities(terms.entities) }, minAge: terms.minAgeConfirm ?? 0,
})

/** Ends signing in: the client begins to follow the log, and all pages hear of it. */
async function enter(link: Link, authorization: tl.auth.TypeAuthorization): Promise<SignedIn> {
  if (authorization._ === 'auth.authorizationSignUpRequired') return { step: 'signUp', ...(authorization.termsOfService && { terms: renderTerms(authorization.termsOfService) }) }
  const me = renderUser(await link.client.notifyLoggedIn(authorization))
  link.emit({ type: 'signedIn', me })
  return { step: 'ready', me }
}

/** A right code or an accepted QR code is not enough where two-step verification is on. https://core.telegram.org/api/srp */
async function orPassword<T>(link: Link, running: Running, attempt: () => Promise<T>): Promise<T | SignedIn> {
  try {
    return await attempt()
  } catch (error) {
    if (!tl.RpcError.is(error, 'SESSION_PASSWORD_NEEDED')) throw error
    const password = await link.call({ _: 'account.getPassword' }, running)
    return { step: 'password', hint: password.hint ?? '', hasRecovery: !!password.hasRecovery }
  }
}

/** tg://login?token=… https://core.telegram.org/api/qr-login */
const loginUrl = (token: Uint8Array): string =>
  'tg://login?token=' + btoa(String.fromCharCode(...token)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

function tokenOf(url: string): Uint8Array {
  const token = /token=([\w-]+)/.exec(url)?.[1]
  if (!token) throw new Failure('AUTH_TOKEN_INVALID', 400)
  return Uint8Array.from(atob(token.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0))
}

async function qrStep(link: Link, running: Running): Promise<QrStep> {
  const token = await link.call({ _: 'auth.exportLoginToken', ...api, exceptIds: [] }, running)
  if (token._ === 'auth.loginTokenSuccess') return enter(link, token.authorization)
  if (token._ === 'auth.loginToken') return { step: 'qr', url: loginUrl(token.token), expires: token.expires }
  throw new Failure('UNSUPPORTED')
}

export const signin: Answers<
  'sendCode' | 'resendCode' | 'signIn' | 'signUp' | 'checkPassword' | 'requestRecovery' | 'recoverPassword' | 'qr' | 'acceptQr' | 'signOut' | 'me'
  | 'terms' | 'acceptTerms' | 'freeze'
> = {
  sendCode: async ({ link, running }, phone) =>
    renderCode(await link.call({ _: 'auth.sendCode', phoneNumber: phone, ...api, settings: { _: 'codeSettings' } }, running)),

  resendCode: async ({ link, running }, phone, hash) =>
    renderCode(await link.call({ _: 'auth.resendCode', phoneNumber: phone, phoneCodeHash: hash }, running)),

  signIn: ({ link, running }, phone, hash, code) => orPassword(link, running, async () =>
    enter(link, await link.call({ _: 'auth.signIn', phoneNumber: phone, phoneCodeHash: hash, phoneCode: code }, running))),

  signUp: async ({ link, running }, phone, hash, firstName, lastName, invite) => {
    // Telegram's API has no field for an invite: the server takes it as the last name, and the name follows.
    const authorization = await link.call({ _: 'auth.signUp', phoneNumber: phone, phoneCodeHash: hash, firstName, lastName: invite ?? lastName }, running)
    const step = await enter(link, authorization)
    if (invite && lastName) await link.call({ _: 'account.updateProfile', lastName }, running)
    return step
  },

  checkPassword: async ({ link, running }, typed) => {
    const password = await link.call({ _: 'account.getPassword' }, running)
    return enter(link, await link.call({ _: 'auth.checkPassword', password: await link.client.computeSrpParams(password, typed) }, running))
  },

  terms: async ({ link, running }) => {
    const update = await link.call({ _: 'help.getTermsOfServiceUpdate' }, running)
    return { terms: update._ === 'help.termsOfServiceUpdate' ? renderTerms(update.termsOfService) : null, expires: update.expires }
  },
  acceptTerms: async ({ link, running }, id) => {
    await link.call({ _: 'help.acceptTermsOfService', id: { _: 'dataJSON', data: id } }, running)
  },

  freeze: async ({ link, running }) => renderFreeze(await link.call({ _: 'help.getAppConfig', hash: 0 }, running)),

  requestRecovery: async ({ link, running }) => (await link.call({ _: 'auth.requestPasswordRecovery' }, running)).emailPattern,
  recoverPassword: async ({ link, running }, code) => enter(link, await link.call({ _: 'auth.recoverPassword', code }, running)),

  qr: ({ link, running }) => orPassword(link, running, () => qrStep(link, running)),
  acceptQr: async ({ link, running }, url) => renderDevice(await link.call({ _: 'auth.acceptLoginToken', token: tokenOf(url) }, running)),

  signOut: async ({ link, running }) => {
    await link.call({ _: 'auth.logOut' }, running)
    await leave(link)
  },

  me: async ({ link, running }): Promise<User | null> => {
    if (!link.me) return null
    const [user] = await link.call({ _: 'users.getUsers', id: [{ _: 'inputUserSelf' }] }, running)
    return user?._ === 'user' ? renderUser(user) : null
  },
}

/** This browser is signed out, by itself or by the server. */
export async function leave(link: Link): Promise<void> {
  await link.client.notifyLoggedOut()
  link.emit({ type: 'signedOut' })
}
