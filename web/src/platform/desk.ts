import type { Desk } from './api'

export const desk: Desk = {
  async copy(text, html) {
    if (!html || typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(text)
    const part = (content: string, type: string): Blob => new Blob([content], { type })
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': part(text, 'text/plain'), 'text/html': part(html, 'text/html') })])
  },

  save(file, name) {
    const url = URL.createObjectURL(file)
    const link = Object.assign(document.createElement('a'), { href: url, download: name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  },

  url: file => URL.createObjectURL(file),
  release: url => URL.revokeObjectURL(url),
}
