/** Statistics of a group or channel; part of the vocabulary in `model.ts`. https://core.telegram.org/api/stats */

export type Line = { readonly name: string; readonly values: readonly number[] }

/** One chart: what is measured at each `x`. */
export interface Chart {
  readonly form: 'line' | 'bar' | 'area' | 'step'
  /** Epoch milliseconds; of charts by the hour, the hours. */
  readonly x: readonly number[]
  readonly lines: readonly Line[]
  readonly stacked: boolean
  /** `x` are hours of the day, not dates. */
  readonly hours: boolean
}
export const measures = ['members', 'messages', 'viewers', 'posters', 'viewsPerPost', 'sharesPerPost', 'reactionsPerPost', 'notifications'] as const
export const charts = [
  'growth', 'members', 'mutes', 'hours', 'interactions', 'sources', 'joinSources', 'languages', 'reactions', 'messages', 'actions', 'weekdays', 'storyInteractions', 'storyReactions',
] as const
export interface Statistics {
  /** Epoch seconds. */
  readonly from: number
  readonly to: number
  readonly values: readonly { readonly name: (typeof measures)[number]; readonly now: number; /** of 'notifications' the whole */ readonly before: number }[]
  readonly charts: readonly { readonly name: (typeof charts)[number]; readonly chart: Chart }[]
}
