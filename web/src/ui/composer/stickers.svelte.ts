/** What is in the sets of stickers: asked for once in a visit. */
import type { MediaSticker, StickerSet } from '../../state/model'
import type { Ui } from '../app.svelte'

let sets: { readonly [id: string]: readonly MediaSticker[] } = $state.raw({})
const asked = new Set<string>()

/** The stickers of a set; undefined until they are there. */
export function keptSet(ui: Ui, set: StickerSet): readonly MediaSticker[] | undefined {
  if (!asked.has(set.id)) {
    asked.add(set.id)
    ui.actions.stickers(set).then(stickers => (sets = { ...sets, [set.id]: stickers }), () => asked.delete(set.id))
  }
  return sets[set.id]
}
