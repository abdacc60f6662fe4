/**
 * Countries and their calling codes (ITU-T E.164), for the picker beside the phone number. Names come from the browser
 * (Intl.DisplayNames) in the reader's language. Where several countries share a code, the biggest stands first.
 */
const CODES =
  '1US 1CA 7RU 7KZ 20EG 27ZA 30GR 31NL 32BE 33FR 34ES 36HU 39IT 39VA 40RO 41CH 43AT 44GB 44JE 44GG 44IM 45DK 46SE 47NO 48PL 49DE 51PE 52MX 53CU 54AR 55BR ' +
  '56CL 57CO 58VE 60MY 61AU 62ID 63PH 64NZ 65SG 66TH 81JP 82KR 84VN 86CN 90TR 91IN 92PK 93AF 94LK 95MM 98IR 211SS 212MA 213DZ 216TN 218LY 220GM 221SN 222MR ' +
  '223ML 224GN 225CI 226BF 227NE 228TG 229BJ 230MU 231LR 232SL 233GH 234NG 235TD 236CF 237CM 238CV 239ST 240GQ 241GA 242CG 243CD 244AO 245GW 248SC 249SD ' +
  '250RW 251ET 252SO 253DJ 254KE 255TZ 256UG 257BI 258MZ 260ZM 261MG 262RE 263ZW 264NA 265MW 266LS 267BW 268SZ 269KM 291ER 297AW 298FO 299GL 350GI 351PT ' +
  '352LU 353IE 354IS 355AL 356MT 357CY 358FI 359BG 370LT 371LV 372EE 373MD 374AM 375BY 376AD 377MC 378SM 380UA 381RS 382ME 383XK 385HR 386SI 387BA 389MK ' +
  '420CZ 421SK 423LI 501BZ 502GT 503SV 504HN 505NI 506CR 507PA 509HT 590GP 591BO 592GY 593EC 594GF 595PY 596MQ 597SR 598UY 599CW 670TL 673BN 674NR 675PG ' +
  '676TO 677SB 678VU 679FJ 680PW 682CK 683NU 685WS 686KI 687NC 688TV 689PF 691FM 692MH 850KP 852HK 853MO 855KH 856LA 880BD 886TW 960MV 961LB 962JO 963SY ' +
  '964IQ 965KW 966SA 967YE 968OM 970PS 971AE 972IL 973BH 974QA 975BT 976MN 977NP 992TJ 993TM 994AZ 995GE 996KG 998UZ 1242BS 1246BB 1264AI 1268AG 1284VG ' +
  '1340VI 1345KY 1441BM 1473GD 1649TC 1664MS 1671GU 1758LC 1767DM 1784VC 1787PR 1809DO 1868TT 1869KN 1876JM'

export interface Country { readonly iso: string; readonly code: string }

export const countries: readonly Country[] = CODES.split(' ').map(entry => ({ code: entry.slice(0, -2), iso: entry.slice(-2) }))

/** The flag as two regional indicator letters. */
export function flagOf(iso: string): string {
  return String.fromCodePoint(...[...iso].map(letter => 0x1f1a5 + letter.charCodeAt(0)))
}

/** The country whose code is the longest beginning of these digits. A number that shares its code keeps `current`. */
export function countryOf(digits: string, current?: Country): Country | undefined {
  let best: Country | undefined
  for (const country of countries) {
    if (digits.startsWith(country.code) && (!best || country.code.length > best.code.length)) best = country
  }
  return best && current?.code === best.code ? current : best
}

/** Groups the digits after the code so that the eye can follow: "49 1512 345 6789" → "1512 345 6789". */
export function groupDigits(rest: string): string {
  if (rest.length <= 4) return rest
  const head = rest.length % 3 === 0 ? 3 : (rest.length % 3) + 3
  return [rest.slice(0, head), ...(rest.slice(head).match(/.{1,3}/g) ?? [])].join(' ')
}

/** "+49 151 234 567 89" → "+49 …" for show; digits only in, as the server keeps them. */
export function formatPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  const country = countryOf(digits)
  return country ? `+${country.code} ${groupDigits(digits.slice(country.code.length))}`.trim() : `+${digits}`
}

/** Sorted by name in the reader's language. */
export function namedCountries(locale: string): readonly (Country & { readonly name: string })[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const collator = new Intl.Collator(locale)
  return countries.map(country => ({ ...country, name: names.of(country.iso) ?? country.iso })).sort((a, b) => collator.compare(a.name, b.name))
}
