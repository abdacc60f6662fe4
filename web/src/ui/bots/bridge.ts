/** What an app in its frame says to the page, and hears from it. https://core.telegram.org/api/web-events */

/** One event from the app; anything that is none is undefined. */
export function readEvent(data: unknown): { readonly name: string; readonly of: { readonly [field: string]: unknown } } | undefined {
  try {
    const { eventType, eventData } = (typeof data === 'string' ? JSON.parse(data) : data) as { eventType?: unknown; eventData?: unknown }
    if (typeof eventType !== 'string') return undefined
    const fields: unknown = typeof eventData === 'string' && eventData ? JSON.parse(eventData) : eventData
    return { name: eventType, of: fields && typeof fields === 'object' ? fields as { [field: string]: unknown } : {} }
  } catch {
    return undefined
  }
}

export interface AppButton { readonly shown: boolean; readonly active: boolean; readonly busy: boolean; readonly text: string; readonly color?: string; readonly ink?: string }
export const noButton: AppButton = { shown: false, active: true, busy: false, text: '' }

const color = (value: unknown): string | undefined => typeof value === 'string' && /^#[\da-f]{6}$/i.test(value) ? value : undefined
const words = (value: unknown): string => typeof value === 'string' ? value : ''

/** https://core.telegram.org/api/web-events#web-app-setup-main-button */
export function readButton(old: AppButton, of: { readonly [field: string]: unknown }): AppButton {
  const [back, ink] = [color(of['color']), color(of['text_color'])]
  return {
    ...old, shown: of['is_visible'] === undefined ? old.shown : !!of['is_visible'], active: of['is_active'] === undefined ? old.active : !!of['is_active'],
    busy: !!of['is_progress_visible'], text: words(of['text']) || old.text, ...(back && { color: back }), ...(ink && { ink }),
  }
}

export interface AppQuestion { readonly title: string; readonly message: string; readonly buttons: readonly { readonly id: string; readonly type: string; readonly text: string }[] }

/** https://core.telegram.org/api/web-events#web-app-open-popup */
export function readQuestion(of: { readonly [field: string]: unknown }): AppQuestion {
  const buttons = Array.isArray(of['buttons']) ? of['buttons'] as readonly { readonly [field: string]: unknown }[] : []
  return { title: words(of['title']), message: words(of['message']), buttons: buttons.slice(0, 3).map(one => ({ id: words(one['id']), type: words(one['type']), text: words(one['text']) })) }
}
