import type { tl } from '@mtcute/web'
import type { Audience, PeerId, Story, StoryRow } from '../state/model'
import { renderMedia } from './render-media'
import { renderEntities } from './render-message'
import { optional, peerId } from './render-peers'

function audienceOf(item: tl.RawStoryItem): Audience | 'chosen' {
  if (item.closeFriends) return 'close'
  if (item.contacts) return 'contacts'
  return item.selectedContacts ? 'chosen' : 'everyone'
}

/** Undefined for what is gone, or is told by its number alone. */
export function renderStory(item: tl.TypeStoryItem, peer: PeerId): Story | undefined {
  if (item._ !== 'storyItem') return undefined
  const media = renderMedia(item.media, true, { peer, story: item.id })
  const said = item.sentReaction?._ === 'reactionEmoji' ? item.sentReaction.emoticon : undefined
  return {
    id: item.id, peer, date: item.date, expires: item.expireDate, text: item.caption ?? '', entities: renderEntities(item.entities),
    media: media?.kind === 'photo' || media?.kind === 'video' ? media : { kind: 'unsupported' },
    mine: !!item.out, audience: audienceOf(item), edited: !!item.edited, kept: !!item.pinned,
    ...optional('views', item.views?.viewsCount), ...optional('likes', item.views?.reactionsCount), ...optional('reaction', said),
  }
}

export function renderRow(row: tl.RawPeerStories): StoryRow {
  const peer = peerId(row.peer)
  return { peer, readUpTo: row.maxReadId ?? 0, stories: row.stories.flatMap(item => renderStory(item, peer) ?? []) }
}
