/** Between the editor's elements and formatted text. Elements are made node by node, never from HTML. */
import type { Entity, EntityKind, FormattedText } from '../../state/model'
import { tidy } from '../text/edit'
import { treeOf, type Node as TextNode } from '../text/tree'

function append(parent: Element, nodes: readonly TextNode[]): void {
  for (const node of nodes) {
    if (!('entity' in node)) {
      parent.append(node.text)
      continue
    }
    const span = document.createElement('span')
    span.dataset['kind'] = node.entity.kind
    if (node.entity.url) span.dataset['url'] = node.entity.url
    if (node.entity.user) span.dataset['user'] = String(node.entity.user)
    if (node.entity.document) Object.assign(span.dataset, { document: node.entity.document, emoji: node.text })
    if (node.entity.language) span.dataset['language'] = node.entity.language
    append(span, node.children)
    parent.append(span)
  }
}

const isFiller = (node: Node): boolean => node instanceof HTMLBRElement && node.dataset['filler'] !== undefined

/** Draws the text; a line break at the end gets a filler, without which the browser shows no new line. */
export function draw(root: HTMLElement, value: FormattedText): void {
  root.replaceChildren()
  // In the editor the line break after a block is text like any other.
  append(root, treeOf({ text: value.text, entities: value.entities.map(entity => entity.kind === 'pre' || entity.kind === 'blockquote' ? { ...entity } : entity) }))
  const drawn = read(root).text
  if (drawn !== value.text) restoreBreaks(root, value)
  if (value.text.endsWith('\n')) {
    const filler = document.createElement('br')
    filler.dataset['filler'] = ''
    root.append(filler)
  }
}

/** `treeOf` swallows the break after a block, which is right for reading but not for writing: put plain text back. */
function restoreBreaks(root: HTMLElement, value: FormattedText): void {
  const plain = value.entities.filter(entity => entity.kind !== 'pre' && entity.kind !== 'blockquote')
  const blocks = value.entities.filter(entity => entity.kind === 'pre' || entity.kind === 'blockquote').sort((a, b) => a.offset - b.offset)
  root.replaceChildren()
  let at = 0
  const piece = (from: number, to: number): FormattedText => ({
    text: value.text.slice(from, to),
    entities: plain.filter(one => one.offset >= from && one.offset + one.length <= to).map(one => ({ ...one, offset: one.offset - from })),
  })
  for (const block of blocks) {
    if (block.offset < at) continue
    append(root, treeOf(piece(at, block.offset)))
    const inside = piece(block.offset, block.offset + block.length)
    append(root, treeOf({ text: inside.text, entities: [...inside.entities, { ...block, offset: 0 }] }))
    at = block.offset + block.length
  }
  append(root, treeOf(piece(at, value.text.length)))
}

export function read(root: HTMLElement): FormattedText {
  let text = ''
  const entities: Entity[] = []
  const walk = (node: Node): void => {
    if (node instanceof Text) text += node.data
    else if (isFiller(node)) return
    else if (node instanceof HTMLBRElement) text += '\n'
    else if (node instanceof HTMLElement) {
      if (node.tagName === 'DIV' && text && !text.endsWith('\n')) text += '\n'
      const offset = text.length
      node.childNodes.forEach(walk)
      const { kind, url, user, language, document, emoji } = node.dataset
      if (kind === 'customEmoji') {
        // What was written beside a picture, within its element, does not belong to it.
        const at = emoji ? text.indexOf(emoji, offset) : -1
        if (emoji && document && at >= 0) entities.push({ kind, offset: at, length: emoji.length, document })
      } else if (kind && text.length > offset) {
        entities.push({ kind: kind as EntityKind, offset, length: text.length - offset, ...(url && { url }), ...(user && { user: Number(user) }), ...(language && { language }) })
      }
    }
  }
  root.childNodes.forEach(walk)
  return { text: text.replace(/\u00a0/g, ' '), entities: tidy(entities) }
}

function lengthOf(node: Node): number {
  if (node instanceof Text) return node.length
  if (node instanceof HTMLBRElement) return isFiller(node) ? 0 : 1
  return [...node.childNodes].reduce((sum, child) => sum + lengthOf(child), 0)
}

function offsetOf(root: HTMLElement, node: Node, at: number): number {
  let sum = node instanceof Text ? at : [...node.childNodes].slice(0, at).reduce((total, child) => total + lengthOf(child), 0)
  for (let here = node; here !== root && here.parentNode; here = here.parentNode) {
    for (let before = here.previousSibling; before; before = before.previousSibling) sum += lengthOf(before)
  }
  return sum
}

/** Where the caret or selection stands, as offsets into the text; null when it is elsewhere. */
export function selectionOf(root: HTMLElement): { start: number; end: number } | null {
  const selection = getSelection()
  if (!selection?.rangeCount) return null
  const range = selection.getRangeAt(0)
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null
  return { start: offsetOf(root, range.startContainer, range.startOffset), end: offsetOf(root, range.endContainer, range.endOffset) }
}

function pointAt(root: HTMLElement, offset: number): [Node, number] {
  let left = offset
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  let last: Text | null = null
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (left <= node.length) return [node, left]
    left -= node.length
    last = node
  }
  return last ? [last, last.length] : [root, 0]
}

export function select(root: HTMLElement, start: number, end: number): void {
  const range = document.createRange()
  range.setStart(...pointAt(root, start))
  range.setEnd(...pointAt(root, end))
  const selection = getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
}
