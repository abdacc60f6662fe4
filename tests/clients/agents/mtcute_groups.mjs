// What mtcute does with groups and channels.
import { picture } from './picture.mjs'

export const groups = client => ({
  create_group: async ({ title, users }) => {
    const made = await client().createGroup({ title, users })
    return { id: (made.chat ?? made).id }
  },
  create_channel: async ({ title, megagroup }) =>
    ({ id: (await (megagroup ? client().createSupergroup({ title }) : client().createChannel({ title }))).id }),
  invite: ({ peer, users }) => client().addChatMembers(peer, users, {}).then(() => true),
  name_chat: ({ peer, username }) => client().setChatUsername(peer, username).then(() => true),
  join: async ({ username }) => ({ id: (await client().joinChat(username)).chat.id }),
  link: async ({ peer }) => ({ link: (await client().createInviteLink(peer)).link }),
  join_link: ({ link }) => client().joinChat(link).then(() => true),
  send_album: async ({ to, texts, film }) => // photos, and the film, in base64, as the last if there is one
    (await client().sendMediaGroup(to, texts.map((caption, at) => film && at === texts.length - 1
      ? { type: 'video', file: new Uint8Array(Buffer.from(film, 'base64')), fileName: 'film.mp4', fileMime: 'video/mp4', width: 320, height: 240, duration: 1, caption }
      : { type: 'photo', file: picture(), fileName: 'a.png', caption })))
      .map(message => message.id),
  promote: ({ peer, user }) =>
    client().editAdminRights({
      chatId: peer, userId: user, rights: { deleteMessages: true, pinMessages: true, banUsers: true, postMessages: true },
    }).then(() => true),
  ban: ({ peer, user }) => client().banChatMember({ chatId: peer, participantId: user }).then(() => true),
  async participants({ peer }) {
    const found = []
    for await (const member of client().iterChatMembers(peer)) found.push(member.user.id)
    return found
  },
  leave: ({ peer }) => client().leaveChat(peer).then(() => true),
})
