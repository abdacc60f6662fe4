/** The part of a message that was picked out with the mouse, as a quote to answer. Pure but for the selection it is given. */
import type { FormattedText } from '../../state/model'

/** Cuts [at, at + length) out of the text, and its runs with it. */
export function cutOut({ text, entities }: FormattedText, at: number, length: number): FormattedText {
  const end = at + length
  return {
    text: text.slice(at, end),
    entities: entities.flatMap(entity => {
      const from = Math.max(entity.offset, at)
      const to = Math.min(entity.offset + entity.length, end)
      return to > from ? [{ ...entity, offset: from - at, length: to - from }] : []
    }),
  }
}

/** The quote for what is selected inside `line`; undefined when nothing of this message's own text is. */
export function quoteOf(value: FormattedText, line: HTMLElement, selection: Selection | null): FormattedText | undefined {
  const picked = selection?.toString().trim()
  if (!picked || !selection?.anchorNode || !line.querySelector('.text')?.contains(selection.anchorNode)) return undefined
  const at = value.text.indexOf(picked)
  return at < 0 ? undefined : cutOut(value, at, picked.length)
}
