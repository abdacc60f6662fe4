/** The colours of the page as apps of bots ask for them. https://core.telegram.org/api/bots/webapps#theme-parameters */

const names = {
  bg_color: 'surface', secondary_bg_color: 'surface-2', section_bg_color: 'surface', header_bg_color: 'surface', bottom_bar_bg_color: 'surface', text_color: 'ink',
  hint_color: 'ink-3', subtitle_text_color: 'ink-2', section_header_text_color: 'accent-ink', accent_text_color: 'accent-ink', link_color: 'accent-ink',
  button_color: 'accent', button_text_color: 'on-accent', destructive_text_color: 'danger', section_separator_color: 'line',
} as const

export function themeOf(root: HTMLElement): { readonly [name: string]: string } {
  const style = getComputedStyle(root)
  return Object.fromEntries(Object.entries(names).map(([name, own]) => [name, style.getPropertyValue(`--${own}`).trim()]))
}
