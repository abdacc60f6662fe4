/** One line that stands for a message: in the list of chats, in replies, in notices. */
import { duration, mediumDate } from '../../i18n/format'
import { i18n, t, tn } from '../../i18n/index.svelte'
import { REPLIES, type FormattedText, type Media, type Message, type PeerId, type Service } from '../../state/model'
import { nameOf } from '../../state/select'
import type { State } from '../../state/state'

const unnamed = (state: State, peer: PeerId): string => (state.users[peer]?.deleted ? t('common.deletedAccount') : '…')

/** "You", "Ada", "Deleted account"; three dots for somebody who is not known yet. */
export function personName(state: State, peer: PeerId): string {
  if (peer === state.me) return t('common.you')
  return nameOf(state, peer) || unnamed(state, peer)
}

/** The name over a chat: Saved Messages for the one with myself. */
export function chatName(state: State, peer: PeerId): string {
  if (peer === state.me) return t('chat.saved')
  if (peer === REPLIES) return t('replies.title')
  const name = nameOf(state, peer) || unnamed(state, peer)
  return state.chats[peer]?.direct ? t('direct.named', { name }) : name
}

export function mediaWord(media: Media): string {
  switch (media.kind) {
    case 'photo': return t('media.photo')
    case 'video': return media.round ? t('media.videoMessage') : media.animated ? t('media.gif') : t('media.video')
    case 'voice': return `${t('media.voice')}, ${duration(media.duration)}`
    case 'audio': return [media.performer, media.title].filter(Boolean).join(' – ') || media.name || t('media.audio')
    case 'document': return media.name || t('media.file')
    case 'sticker': return `${media.emoji} ${t('media.sticker')}`.trim()
    case 'contact': return `${t('media.contact')}: ${media.firstName} ${media.lastName}`.trim()
    case 'location': return t('media.location')
    case 'todo': return `☑️ ${media.title}`
    case 'poll': return `📊 ${media.question}`
    case 'dice': return media.emoji
    case 'webpage': return media.url
    case 'story': return t('story.word')
    case 'unsupported': return t('media.unsupported')
  }
}

/** Who came in, and who brought them. */
function addedText(state: State, { users = [] }: Service, sender: PeerId): string {
  const who = personName(state, sender)
  if (users.length === 1 && users[0] === sender) return sender === state.me ? t('service.joinedByYou') : t('service.joined', { who })
  const names = users.map(user => personName(state, user)).join(', ')
  if (sender === state.me) return t('service.addedByYou', { names })
  return users.length === 1 && users[0] === state.me ? t('service.addedYou', { who }) : t('service.added', { who, names })
}

/** Who went, and whether somebody made them go. */
function leftText(state: State, { users }: Service, sender: PeerId): string {
  const gone = users?.[0] ?? sender
  const who = personName(state, sender)
  if (gone === sender) return sender === state.me ? t('service.leftByYou') : t('service.left', { who })
  if (sender === state.me) return t('service.removedByYou', { names: personName(state, gone) })
  return gone === state.me ? t('service.removedYou', { who }) : t('service.removed', { who, names: personName(state, gone) })
}

export function serviceText(state: State, service: Service, sender: PeerId): string {
  const who = personName(state, sender)
  const mine = sender === state.me
  switch (service.type) {
    case 'pinned': return mine ? t('service.pinnedByYou') : t('service.pinned', { who })
    case 'contactSignedUp': return t('service.contactSignedUp', { who })
    case 'historyCleared': return t('service.historyCleared')
    case 'chatCreated': return mine ? t('service.chatCreatedByYou', { title: service.title ?? '' }) : t('service.chatCreated', { who, title: service.title ?? '' })
    case 'channelCreated': return t('service.channelCreated')
    case 'chatTitle': return sender < 0 ? t('service.channelTitle', { title: service.title ?? '' }) : mine ? t('service.renamedByYou', { title: service.title ?? '' }) : t('service.chatTitle', { who, title: service.title ?? '' })
    case 'chatPhoto': return sender < 0 ? t('service.channelPhoto') : mine ? t('service.photoByYou') : t('service.chatPhoto', { who })
    case 'chatPhotoRemoved': return sender < 0 ? t('service.channelPhotoRemoved') : mine ? t('service.photoRemovedByYou') : t('service.chatPhotoRemoved', { who })
    case 'membersAdded': return addedText(state, service, sender)
    case 'memberLeft': return leftText(state, service, sender)
    case 'joinedByLink': return mine ? t('service.joinedByLinkYou') : t('service.joinedByLink', { who })
    case 'joinedByRequest': return mine ? t('service.joinedByRequestYou') : t('service.joinedByRequest', { who })
    case 'becameSupergroup': return t('service.becameSupergroup')
    case 'ttl': return service.seconds ? tn('service.ttl', Math.round(service.seconds / 86400) || 1, { who }) : t('service.ttlOff', { who })
    case 'topicCreated': return t('service.topicCreated', { who, title: service.title ?? '' })
    case 'topicEdited': return service.title ? t('service.topicRenamed', { who, title: service.title }) : t(service.closed ? 'service.topicClosed' : 'service.topicOpened', { who })
    case 'todoDone': return tn('service.todoDone', service.seconds ?? 1, { who })
    case 'todoUndone': return tn('service.todoUndone', service.seconds ?? 1, { who })
    case 'todoAdded': return t('service.todoAdded', { who, what: service.title ?? '' })
    case 'directsOpen': return t('service.directsOpen')
    case 'directsClosed': return t('service.directsClosed')
    case 'offerAccepted': return service.seconds ? t('service.offerLater', { date: mediumDate(i18n.locale, service.seconds) }) : t('service.offerAccepted')
    case 'offerRejected': return service.title ? t('service.offerRejectedWhy', { why: service.title }) : t('service.offerRejected')
    case 'offerTooPoor': return t('service.offerTooPoor')
    case 'offerPaid': return t('service.offerPaid', { stars: service.stars ?? 0 })
    case 'offerRefunded': return t('service.offerRefunded')
    case 'screenshot': return t('service.screenshot', { who })
    case 'call': return t('service.call')
    case 'other': return t('service.other')
  }
}

/** The text when there is one, else a word for the media. */
export function summaryOf(state: State, message: Message): FormattedText {
  if (message.service) return { text: serviceText(state, message.service, message.sender), entities: [] }
  const oneLine = (text: string): string => text.replace(/\n/g, ' ')
  if (message.text) return { text: oneLine(message.text), entities: message.entities }
  return { text: message.media ? mediaWord(message.media) : '', entities: [] }
}
