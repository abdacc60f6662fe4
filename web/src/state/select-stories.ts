import type { StoryRow } from './model'
import type { State } from './state'

/** Whoever has something to show now: myself first, then what I have not seen, newest first. */
export function rings(state: State, now: number): readonly StoryRow[] {
  const newest = (row: StoryRow): number => row.stories.at(-1)?.date ?? 0
  const rank = (row: StoryRow): number => row.peer === state.me ? 2 : unseen(row) ? 1 : 0
  return state.stories
    .map(row => ({ ...row, stories: row.stories.filter(one => one.expires > now) }))
    .filter(row => row.stories.length)
    .sort((a, b) => rank(b) - rank(a) || newest(b) - newest(a))
}

/** Whether there is one that I have not seen. */
export const unseen = (row: StoryRow): boolean => row.stories.some(story => story.id > row.readUpTo)
