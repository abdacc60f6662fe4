/** Which style a key stands for; the same keys as in the other clients of this API. Pure. */
import type { Style } from '../text/edit'

type Keys = Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'code'>

const PLAIN: Record<string, Style | 'clear'> = { KeyB: 'bold', KeyI: 'italic', KeyU: 'underline', KeyL: 'link' }
const SHIFTED: Record<string, Style | 'clear'> = { KeyX: 'strike', KeyM: 'code', KeyP: 'spoiler', Period: 'blockquote', KeyN: 'clear' }

export function styleOfKey(event: Keys): Style | 'clear' | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined
  return (event.shiftKey ? SHIFTED : PLAIN)[event.code]
}
