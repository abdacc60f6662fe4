/** Which rights are asked about, in the order in which they are shown. Pure. */
import type { AdminRight, Ban, Chat } from '../../state/model'

export const forMembers = [
  'sendPlain', 'sendPhotos', 'sendVideos', 'sendDocs', 'sendAudios', 'sendVoices', 'sendRoundvideos', 'sendStickers', 'sendPolls', 'embedLinks',
  'inviteUsers', 'pinMessages', 'manageTopics', 'changeInfo',
] as const satisfies readonly Ban[]
export type AskedBan = (typeof forMembers)[number]

const inGroups = ['changeInfo', 'deleteMessages', 'banUsers', 'inviteUsers', 'pinMessages', 'manageTopics', 'anonymous', 'addAdmins'] as const satisfies readonly AdminRight[]
const inChannels = ['changeInfo', 'postMessages', 'editMessages', 'deleteMessages', 'inviteUsers', 'manageDirectMessages', 'addAdmins'] as const satisfies readonly AdminRight[]
export type AskedRight = (typeof inGroups)[number] | (typeof inChannels)[number]

export const forAdmins = (chat: Chat | undefined): readonly AskedRight[] => chat?.kind === 'channel' ? inChannels : inGroups

/** What goes with the stickers: other small things that people send from a picker. */
const WITH_STICKERS: readonly Ban[] = ['sendGifs', 'sendGames', 'sendInline']
/** Bans that stand for several others; they follow from those and are not kept beside them. */
const WHOLE: readonly Ban[] = ['sendMessages', 'sendMedia']

/** The bans with one set or lifted. */
export function toggleBan(bans: readonly Ban[], ban: Ban, forbidden: boolean): readonly Ban[] {
  const touched: readonly Ban[] = ban === 'sendStickers' ? [ban, ...WITH_STICKERS] : [ban]
  const rest = bans.filter(one => !touched.includes(one) && !WHOLE.includes(one))
  return forbidden ? [...rest, ...touched] : rest
}
