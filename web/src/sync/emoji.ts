import type { MediaSticker } from '../state/model'
import type { At } from './at'

/** How many the server is asked for at once. https://core.telegram.org/method/messages.getCustomEmojiDocuments */
const AT_ONCE = 100

/** Emoji that are pictures: those of one screen are asked for together, each once in a visit. */
export class CustomEmoji {
  private readonly asked = new Set<string>()
  private waiting: string[] = []

  constructor(private readonly at: At) {}

  need(id: string): void {
    if (this.asked.has(id)) return
    this.asked.add(id)
    this.waiting.push(id)
    if (this.waiting.length === 1) setTimeout(() => this.fetch())
  }

  private fetch(): void {
    const all = this.waiting
    this.waiting = []
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const ids = all.slice(from, from + AT_ONCE)
      this.at.background(this.at.ask('customEmoji', [ids]).then(
        found => this.at.tell({ type: 'customEmoji', emoji: Object.fromEntries(found.map(({ id, media }): [string, MediaSticker] => [id, media])) }),
        (error: unknown) => {
          for (const id of ids) this.asked.delete(id)
          throw error
        },
      ))
    }
  }
}
