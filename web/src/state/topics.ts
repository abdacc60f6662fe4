/** Topics of forums; part of the vocabulary in `model.ts`. https://core.telegram.org/api/forum */
/** The topic that every forum has and that what is written into none belongs to. */
export const GENERAL = 1

/** What the icon of a topic may be coloured in, as the protocol writes colours. https://core.telegram.org/method/messages.createForumTopic */
export const topicColors = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f] as const
