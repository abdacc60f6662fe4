import { tl } from '@mtcute/web'
import { Failure } from '../../state/failure'
import { renderPeers, peerId } from '../render-peers'
import { asChannel, changed } from './groups'
import type { Answers } from './call'

/** Discussions of posts, and answers below a message. https://core.telegram.org/api/threads */
export const threads: Answers<'discussion' | 'readThread' | 'discussionGroups' | 'setDiscussion'> = {
  discussion: async ({ link, running }, channel, post) => {
    const answer = await link.call({ _: 'messages.getDiscussionMessage', peer: await link.peer(channel), msgId: post }, running)
    const first = answer.messages.at(-1)
    if (!first || first._ === 'messageEmpty') throw new Failure('MSG_ID_INVALID', 400)
    return { peer: peerId(first.peerId), thread: first.id, peers: renderPeers(answer.users, answer.chats) }
  },
  readThread: async ({ link, running }, peer, thread, upTo, direct) => {
    if (direct) return void await link.call({ _: 'messages.readSavedHistory', parentPeer: await link.peer(peer), peer: await link.peer(thread), maxId: upTo }, running)
    await link.call({ _: 'messages.readDiscussion', peer: await link.peer(peer), msgId: thread, readMaxId: upTo }, running)
  },

  discussionGroups: async ({ link, running }) => {
    const peers = renderPeers([], (await link.call({ _: 'channels.getGroupsForDiscussion' }, running)).chats)
    return { ids: peers.chats.filter(chat => chat.movedTo === undefined).map(chat => chat.id), peers }
  },
  setDiscussion: async ({ link, running }, channel, chosen) => {
    const group: tl.TypeInputChannel = chosen ? await link.channel(await asChannel(link, running, chosen)) : { _: 'inputChannelEmpty' }
    const join = async (): Promise<unknown> => link.call({ _: 'channels.setDiscussionGroup', broadcast: await link.channel(channel), group }, running)
    await join().catch(async (error: unknown) => {
      // Who comes by a post must be able to read what was said about it before.
      if (!tl.RpcError.is(error, 'MEGAGROUP_PREHISTORY_HIDDEN')) throw error
      await link.call({ _: 'channels.togglePreHistoryHidden', channel: group, enabled: false }, running)
      await join()
    })
    changed(link, channel)
  },
}
