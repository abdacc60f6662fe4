/** Which look the page wears: the system's, or the one that the person chose. */
import type { Settings } from '../state/model'

const GROUND = { light: '#f6f2eb', dark: '#14141b' } as const
const system = matchMedia('(prefers-color-scheme: dark)')

class Theme {
  choice: Settings['theme'] = $state('system')
  systemDark = $state(system.matches)
  dark = $derived(this.choice === 'system' ? this.systemDark : this.choice === 'dark')

  choose(choice: Settings['theme']): void {
    this.choice = choice
    this.apply()
  }

  apply(): void {
    const name = this.dark ? 'dark' : 'light'
    document.documentElement.dataset['theme'] = name
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', GROUND[name])
  }
}

export const theme = new Theme()
system.addEventListener('change', event => {
  theme.systemDark = event.matches
  theme.apply()
})
