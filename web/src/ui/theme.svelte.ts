/** Which look the page wears: the system's, or the one the person chose. Kept on this device only. */

export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'angarium.theme';
const GROUND = { light: '#f6f2eb', dark: '#14141b' } as const;
const system = matchMedia('(prefers-color-scheme: dark)');

function remembered(): ThemeChoice {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

class Theme {
  choice: ThemeChoice = $state(remembered());
  systemDark = $state(system.matches);
  dark = $derived(this.choice === 'system' ? this.systemDark : this.choice === 'dark');

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    if (choice === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
    this.apply();
  }

  /** Puts the look on the page; called once at start, before the first paint of the app. */
  apply(): void {
    const name = this.dark ? 'dark' : 'light';
    document.documentElement.dataset.theme = name;
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', GROUND[name]);
  }
}

export const theme = new Theme();
system.addEventListener('change', (event) => {
  theme.systemDark = event.matches;
  theme.apply();
});
