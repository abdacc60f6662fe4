import { tl } from '@mtcute/web'
import { uploadFile } from '@mtcute/web/methods.js'
import type { PeerId, Privacy, PrivacyKey } from '../../state/model'
import type { Calls } from '../api'
import type { Link } from '../link'
import { renderPeers } from '../render-peers'
import type { Answers } from './call'
import { refresh } from './people'
import { leave } from './signin'

const keys: { readonly [K in PrivacyKey]: tl.TypeInputPrivacyKey['_'] } = {
  lastSeen: 'inputPrivacyKeyStatusTimestamp', profilePhoto: 'inputPrivacyKeyProfilePhoto', phone: 'inputPrivacyKeyPhoneNumber',
  findByPhone: 'inputPrivacyKeyAddedByPhone', forwards: 'inputPrivacyKeyForwards', calls: 'inputPrivacyKeyPhoneCall', invites: 'inputPrivacyKeyChatInvite',
  about: 'inputPrivacyKeyAbout', birthday: 'inputPrivacyKeyBirthday', voice: 'inputPrivacyKeyVoiceMessages',
}
const keyToTl = (key: PrivacyKey): tl.TypeInputPrivacyKey => ({ _: keys[key] } as tl.TypeInputPrivacyKey)

function renderPrivacy(key: PrivacyKey, answer: tl.account.TypePrivacyRules): ReturnType<Calls['privacy']> {
  const has = (name: tl.TypePrivacyRule['_']): boolean => answer.rules.some(rule => rule._ === name)
  const users = (name: 'privacyValueAllowUsers' | 'privacyValueDisallowUsers'): PeerId[] => answer.rules.flatMap(rule => rule._ === name ? rule.users : [])
  const rule = has('privacyValueAllowAll') ? 'everybody' : has('privacyValueAllowContacts') ? 'contacts' : 'nobody'
  const privacy: Privacy = { key, rule, allow: users('privacyValueAllowUsers'), deny: users('privacyValueDisallowUsers') }
  return { privacy, peers: renderPeers(answer.users, answer.chats) }
}

/** Exceptions stand before the rule: the first that fits decides. https://core.telegram.org/api/privacy */
async function rulesToTl(link: Link, { rule, allow, deny }: Privacy): Promise<tl.TypeInputPrivacyRule[]> {
  const users = (ids: readonly PeerId[]): Promise<tl.TypeInputUser[]> => Promise.all(ids.map(id => link.user(id)))
  const base: { readonly [R in Privacy['rule']]: tl.TypeInputPrivacyRule } = {
    everybody: { _: 'inputPrivacyValueAllowAll' }, contacts: { _: 'inputPrivacyValueAllowContacts' }, nobody: { _: 'inputPrivacyValueDisallowAll' },
  }
  return [
    ...(allow.length ? [{ _: 'inputPrivacyValueAllowUsers' as const, users: await users(allow) }] : []),
    ...(deny.length ? [{ _: 'inputPrivacyValueDisallowUsers' as const, users: await users(deny) }] : []),
    base[rule],
  ]
}

/** https://core.telegram.org/api/srp */
async function passwordSettings(link: Link, password: tl.account.TypePassword, next: string, hint: string, email: string | undefined): Promise<tl.account.TypePasswordInputSettings> {
  const algo = password.newAlgo
  return {
    _: 'account.passwordInputSettings', newAlgo: algo, newPasswordHash: await link.client.computeNewPasswordHash(algo, next), hint, ...(email !== undefined && { email }),
  }
}

const proof = async (link: Link, password: tl.account.TypePassword, current: string | undefined): Promise<tl.TypeInputCheckPasswordSRP> =>
  password.hasPassword && current ? link.client.computeSrpParams(password, current) : { _: 'inputCheckPasswordEmpty' }

export const me: Answers<
  'setProfile' | 'checkUsername' | 'setUsername' | 'setBirthday' | 'setPhoto' | 'removePhoto' | 'setOnline' | 'privacy' | 'setPrivacy' | 'password'
  | 'setPassword' | 'confirmEmail' | 'cancelEmail' | 'deleteAccount'
> = {
  setProfile: async ({ link, running }, change) => {
    await link.call({ _: 'account.updateProfile', ...change }, running)
    link.emit({ type: 'profileChanged', peer: link.me })
    return refresh(link, running, link.me)
  },
  checkUsername: ({ link, running }, username) => link.call({ _: 'account.checkUsername', username }, running),
  setUsername: async ({ link, running }, username) => {
    await link.call({ _: 'account.updateUsername', username }, running)
    return refresh(link, running, link.me)
  },
  setBirthday: async ({ link, running }, birthday) => {
    await link.call({ _: 'account.updateBirthday', ...(birthday && { birthday: { _: 'birthday', ...birthday } }) }, running)
    link.emit({ type: 'profileChanged', peer: link.me })
  },

  setPhoto: async ({ link, running }, photo) => {
    const { inputFile } = await uploadFile(link.client, { file: photo, fileName: 'photo.jpg', fileSize: photo.size, fileMime: photo.type })
    await link.call({ _: 'photos.uploadProfilePhoto', file: inputFile }, running)
    link.emit({ type: 'profileChanged', peer: link.me })
    return refresh(link, running, link.me)
  },
  removePhoto: async ({ link, running }) => {
    await link.call({ _: 'photos.updateProfilePhoto', id: { _: 'inputPhotoEmpty' } }, running)
    link.emit({ type: 'profileChanged', peer: link.me })
    return refresh(link, running, link.me)
  },
  setOnline: async ({ link, running }, online) => { await link.call({ _: 'account.updateStatus', offline: !online }, running) },

  privacy: async ({ link, running }, key) => renderPrivacy(key, await link.call({ _: 'account.getPrivacy', key: keyToTl(key) }, running)),
  setPrivacy: async ({ link, running }, privacy) => renderPrivacy(privacy.key, await link.call({
    _: 'account.setPrivacy', key: keyToTl(privacy.key), rules: await rulesToTl(link, privacy),
  }, running)),

  password: async ({ link, running }) => {
    const { hasPassword, hint, hasRecovery, emailUnconfirmedPattern } = await link.call({ _: 'account.getPassword' }, running)
    return { enabled: !!hasPassword, hint: hint ?? '', hasRecovery: !!hasRecovery, ...(emailUnconfirmedPattern && { pendingEmail: emailUnconfirmedPattern }) }
  },
  setPassword: async ({ link, running }, { current, next, hint, email }) => {
    const password = await link.call({ _: 'account.getPassword' }, running)
    const newSettings: tl.account.TypePasswordInputSettings = next === undefined
      ? { _: 'account.passwordInputSettings', newAlgo: { _: 'passwordKdfAlgoUnknown' }, newPasswordHash: new Uint8Array(), hint: '' }
      : await passwordSettings(link, password, next, hint ?? '', email)
    await link.call({ _: 'account.updatePasswordSettings', password: await proof(link, password, current), newSettings }, running)
  },

  confirmEmail: async ({ link, running }, code) => { await link.call({ _: 'account.confirmPasswordEmail', code }, running) },
  cancelEmail: async ({ link, running }) => { await link.call({ _: 'account.cancelPasswordEmail' }, running) },

  deleteAccount: async ({ link, running }, reason) => {
    await link.call({ _: 'account.deleteAccount', reason }, running)
    await leave(link)
  },
}
