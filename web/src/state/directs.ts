/** Direct messages of channels, and posts that are suggested there; part of the vocabulary in `model.ts`. https://core.telegram.org/api/monoforum */

/** A post that is suggested to a channel, in a message. */
export interface Offer {
  /** 0 = for nothing. */
  readonly stars: number
  /** Epoch seconds at which it shall stand; none = whenever it is accepted. */
  readonly date?: number
  readonly state: 'open' | 'accepted' | 'rejected'
}
