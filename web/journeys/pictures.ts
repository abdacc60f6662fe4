import type { Browser } from 'playwright-core'

/** Pictures to send, drawn here: nobody else's photos in the repository. */

const ridge = (seed: number, height: number, colour: string): string => {
  const points = Array.from({ length: 41 }, (_, at) => {
    const x = at * 40
    const y = height + Math.sin(at * 0.55 + seed) * 55 + Math.sin(at * 1.7 + seed * 3) * 22 + Math.sin(at * 3.1 + seed * 7) * 8
    return `${x},${y.toFixed(1)}`
  })
  return `<polygon fill="${colour}" points="0,1000 ${points.join(' ')} 1600,1000"/>`
}

/** Mountains at the end of a day. */
export const mountains = (sky: readonly [string, string, string], far: string, near: string): string => `
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 1000" width="1600" height="1000" preserveAspectRatio="xMidYMid slice">
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset=".55" stop-color="${sky[1]}"/><stop offset="1" stop-color="${sky[2]}"/></linearGradient>
    <radialGradient id="sun"><stop offset="0" stop-color="#fff6dc"/><stop offset=".25" stop-color="#ffe2a8"/><stop offset="1" stop-color="#ffe2a8" stop-opacity="0"/></radialGradient>
    <linearGradient id="mist" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#fff" stop-opacity=".35"/></linearGradient>
  </defs>
  <rect width="1600" height="1000" fill="url(#sky)"/>
  <circle cx="1080" cy="430" r="330" fill="url(#sun)"/><circle cx="1080" cy="430" r="62" fill="#fff3d0"/>
  <g opacity=".55">${ridge(1.2, 520, far)}</g>
  <rect y="470" width="1600" height="170" fill="url(#mist)"/>
  <g opacity=".8">${ridge(4.1, 640, far)}</g>
  <rect y="600" width="1600" height="170" fill="url(#mist)"/>
  ${ridge(2.6, 780, near)}
  <path d="M760 1000C790 930 900 905 850 860s-150-20-120-62 120-20 105-52" fill="none" stroke="#f6dfb4" stroke-width="14" stroke-linecap="round" opacity=".8"/>
</svg>`

export const evening = mountains(['#2c3a67', '#d9745b', '#f5c98b'], '#5b5073', '#28263f')

/** A face of few lines, for a profile picture. */
export const face = (ground: string, skin: string, hair: string, coat: string, long: boolean): string => `
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="640" height="640">
  <rect width="200" height="200" fill="${ground}"/>
  ${long ? `<path d="M52 96c0-38 20-58 48-58s48 20 48 58v58H52z" fill="${hair}"/>` : ''}
  <path d="M28 210c0-42 30-62 72-62s72 20 72 62z" fill="${coat}"/>
  <path d="M84 128h32v28c0 12-32 12-32 0z" fill="${skin}"/><path d="M84 136c8 10 24 10 32 0v-8H84z" fill="#000" opacity=".12"/>
  <ellipse cx="100" cy="96" rx="37" ry="43" fill="${skin}"/>
  <path d="M61 92c-2-36 16-54 41-54 22 0 40 16 37 52-6-8-9-20-20-26-18 8-44 4-50 8-5 4-5 14-8 20z" fill="${hair}"/>
  <circle cx="86" cy="98" r="3.6" fill="#2b2230"/><circle cx="115" cy="98" r="3.6" fill="#2b2230"/>
  <path d="M88 117c7 7 18 7 25 0" fill="none" stroke="#2b2230" stroke-width="3" stroke-linecap="round"/>
</svg>`

export const faces = {
  ada: face('#f0b98d', '#f3cfb3', '#5a2d1f', '#8c3b2a', true),
  bob: face('#9fc3c9', '#d9a27c', '#2a2530', '#2f5560', false),
  clara: face('#c9d6a8', '#f0d2b6', '#d9a441', '#4f6b3a', true),
  deniz: face('#d6b3d9', '#c58f68', '#241b22', '#5b3f73', false),
}

/** Turns a drawing into a picture file. */
export async function paint(browser: Browser, svg: string, width: number, height: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width, height } })
  try {
    await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`)
    return await page.screenshot({ type: 'jpeg', quality: 92 })
  } finally {
    await page.close()
  }
}
