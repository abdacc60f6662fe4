import type { Event } from './events'
import type { Story, StoryRow } from './model'
import type { State } from './state'

type Told<T extends Event['type']> = Extract<Event, { readonly type: T }>

export const stories = (state: State, { rows }: Told<'stories'>): State => ({ ...state, stories: rows })

/** A story is new, different, or gone. */
export function story(state: State, { peer, id, story: now }: Told<'story'>): State {
  const row: StoryRow = state.stories.find(one => one.peer === peer) ?? { peer, stories: [], readUpTo: 0 }
  const known = row.stories.find(one => one.id === id)
  // Who tells it to many at once leaves out what is mine alone.
  const kept = now && known ? { ...(known.reaction && { reaction: known.reaction }), ...now } : now
  const list = [...row.stories.filter(one => one.id !== id), ...(kept ? [kept] : [])].sort((a, b) => a.id - b.id)
  const others = state.stories.filter(one => one.peer !== peer)
  return { ...state, stories: list.length ? [{ ...row, stories: list }, ...others] : others }
}

export const storiesRead = (state: State, { peer, upTo }: Told<'storiesRead'>): State => ({
  ...state,
  stories: state.stories.map(row => row.peer === peer ? { ...row, readUpTo: Math.max(row.readUpTo, upTo) } : row),
})

/** What I said to a story; nothing = I took it back. */
export function storyLiked(state: State, { peer, id, reaction }: Told<'storyLiked'>): State {
  const change = (story: Story): Story => {
    const { reaction: _, ...rest } = story
    return story.id === id ? { ...rest, ...(reaction && { reaction }) } : story
  }
  return { ...state, stories: state.stories.map(row => row.peer === peer ? { ...row, stories: row.stories.map(change) } : row) }
}
