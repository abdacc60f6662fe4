import type { tl } from '@mtcute/web'
import { uploadFile } from '@mtcute/web/methods.js'
import { Failure } from '../../state/failure'
import type { Audience } from '../../state/model'
import { toLong, type Link, type Running } from '../link'
import { entitiesToTl } from '../render-message'
import { optional, peerId, renderPeers } from '../render-peers'
import { renderRow, renderStory } from '../render-stories'
import type { Answers } from './call'

/** Pages of other people's stories that are fetched at once, and viewers that are listed. */
const PAGES = 4
const VIEWERS = 100

const rules: { readonly [A in Audience]: tl.TypeInputPrivacyRule } = {
  everyone: { _: 'inputPrivacyValueAllowAll' }, contacts: { _: 'inputPrivacyValueAllowContacts' }, close: { _: 'inputPrivacyValueAllowCloseFriends' },
}

/** Some come by their number alone: those are fetched whole. */
async function whole(link: Link, running: Running, row: tl.RawPeerStories): Promise<tl.RawPeerStories> {
  if (!row.stories.some(item => item._ === 'storyItemSkipped')) return row
  const { stories } = await link.call({ _: 'stories.getPeerStories', peer: await link.peer(peerId(row.peer)) }, running)
  return stories
}

export const stories: Answers<'stories' | 'story' | 'readStories' | 'likeStory' | 'postStory' | 'deleteStory' | 'storyViewers'> = {
  stories: async ({ link, running }) => {
    const rows: tl.RawPeerStories[] = []
    const users: tl.TypeUser[] = []
    const chats: tl.TypeChat[] = []
    let state: string | undefined
    for (let page = 0; page < PAGES; page++) {
      const answer = await link.call({ _: 'stories.getAllStories', ...optional('state', state), ...(page && { next: true }) }, running)
      if (answer._ !== 'stories.allStories') break
      rows.push(...await Promise.all(answer.peerStories.map(row => whole(link, running, row))))
      users.push(...answer.users)
      chats.push(...answer.chats)
      state = answer.state
      if (!answer.hasMore) break
    }
    return { rows: rows.map(renderRow), peers: renderPeers(users, chats) }
  },

  story: async ({ link, running }, peer, id) => {
    const answer = await link.call({ _: 'stories.getStoriesByID', peer: await link.peer(peer), id: [id] }, running)
    const [item] = answer.stories
    return { story: item && renderStory(item, peer), peers: renderPeers(answer.users, answer.chats) }
  },

  readStories: async ({ link, running }, peer, upTo) => { await link.call({ _: 'stories.readStories', peer: await link.peer(peer), maxId: upTo }, running) },

  likeStory: async ({ link, running }, peer, id, emoji) => {
    const reaction: tl.TypeReaction = emoji ? { _: 'reactionEmoji', emoticon: emoji } : { _: 'reactionEmpty' }
    link.apply(await link.call({ _: 'stories.sendReaction', peer: await link.peer(peer), storyId: id, reaction }, running))
  },

  postStory: async ({ link, running }, story, random) => {
    const uploaded = await uploadFile(link.client, {
      file: story.file, fileName: story.name, fileSize: story.file.size, fileMime: story.file.type,
      progressCallback: (done, total) => running.progress?.(total ? done / total : 0), ...(running.signal && { abortSignal: running.signal }),
    })
    if (running.signal?.aborted) throw new Failure('ABORTED')
    const attributes: tl.TypeDocumentAttribute[] = [{ _: 'documentAttributeVideo', duration: story.duration ?? 0, w: story.width, h: story.height, supportsStreaming: true }]
    const media: tl.TypeInputMedia = story.as === 'photo'
      ? { _: 'inputMediaUploadedPhoto', file: uploaded.inputFile }
      : { _: 'inputMediaUploadedDocument', file: uploaded.inputFile, mimeType: story.file.type || 'video/mp4', attributes, nosoundVideo: true }
    const entities = await entitiesToTl(story, id => link.user(id))
    link.apply(await link.call({
      _: 'stories.sendStory', peer: { _: 'inputPeerSelf' }, media, ...(story.text && { caption: story.text }), ...(entities.length && { entities }),
      privacyRules: [rules[story.audience]], randomId: toLong(random), period: story.period,
    }, running))
  },

  deleteStory: async ({ link, running }, id) => {
    await link.call({ _: 'stories.deleteStories', peer: { _: 'inputPeerSelf' }, id: [id] }, running)
    link.emit({ type: 'story', peer: link.me, id, story: undefined })
  },

  storyViewers: async ({ link, running }, id) => {
    const answer = await link.call({ _: 'stories.getStoryViewsList', peer: { _: 'inputPeerSelf' }, id, offset: '', limit: VIEWERS, reactionsFirst: true }, running)
    const viewers = answer.views.flatMap(view => view._ === 'storyView'
      ? [{ user: view.userId, date: view.date, ...optional('reaction', view.reaction?._ === 'reactionEmoji' ? view.reaction.emoticon : undefined) }]
      : [])
    return { viewers, total: answer.viewsCount, peers: renderPeers(answer.users, answer.chats) }
  },
}

