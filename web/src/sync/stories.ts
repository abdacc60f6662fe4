import type { Actions } from '../state/actions'
import type { NewStory, Story } from '../state/model'
import type { At } from './at'
import { random } from './outbox'

const UPLOAD = 300_000

export type StoryActions = Pick<Actions, 'loadStories' | 'story' | 'sawStory' | 'likeStory' | 'postStory' | 'deleteStory' | 'storyViewers' | 'shelf' | 'albums' | 'keepStory' | 'makeAlbum' | 'changeAlbum' | 'endAlbum'>

async function post(at: At, story: NewStory): Promise<void> {
  const made = story.as === 'photo' ? await at.platform.media.shrink(story.file) : { file: story.file, ...await at.platform.media.measureVideo(story.file) }
  await at.ask('postStory', [{ ...story, ...made }, random()], { timeout: UPLOAD })
}

/** Shown at once; taken back when the server refuses. */
async function like(at: At, { peer, id, reaction }: Story, emoji: string | undefined): Promise<void> {
  at.tell({ type: 'storyLiked', peer, id, reaction: emoji })
  try {
    await at.ask('likeStory', [peer, id, emoji])
  } catch (error) {
    at.tell({ type: 'storyLiked', peer, id, reaction })
    throw error
  }
}

export function loadStories(at: At): void {
  at.background(at.ask('stories', []).then(({ rows, peers }) => {
    at.meet(peers)
    at.tell({ type: 'stories', rows })
  }))
}

export const storyActions = (at: At): StoryActions => ({
  loadStories: () => loadStories(at),
  story: async (peer, id) => {
    const { story, peers } = await at.ask('story', [peer, id])
    at.meet(peers)
    return story
  },
  sawStory: story => {
    const row = at.state.stories.find(one => one.peer === story.peer)
    if (!row || row.readUpTo >= story.id) return
    at.tell({ type: 'storiesRead', peer: story.peer, upTo: story.id })
    at.background(at.ask('readStories', [story.peer, story.id]))
  },
  likeStory: (story, emoji) => like(at, story, emoji),
  postStory: story => post(at, story),
  deleteStory: story => at.ask('deleteStory', [story.id]),
  shelf: async (peer, of, before = 0) => {
    const { stories, total, peers } = await at.ask('shelf', [peer, of, before])
    at.meet(peers)
    return { stories, total }
  },
  albums: peer => at.ask('albums', [peer]),
  keepStory: (story, kept) => at.ask('keepStory', [story.id, kept]),
  makeAlbum: (title, stories) => at.ask('makeAlbum', [title, stories.map(story => story.id)]),
  changeAlbum: (album, story, added) => at.ask('changeAlbum', [album, story.id, added]),
  endAlbum: album => at.ask('endAlbum', [album]),
  storyViewers: async story => {
    const { viewers, total, peers } = await at.ask('storyViewers', [story.id])
    at.meet(peers)
    return { viewers, total }
  },
})
