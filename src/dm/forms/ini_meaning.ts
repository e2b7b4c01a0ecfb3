// grafana.ini as settings: `security.admin_user`. Sections without settings say nothing.

import type { Meaning } from './meaning.js'
import { settingsIn } from './sections.js'

export function iniMeaning(text: string): Meaning | null {
  const settings = settingsIn(text)
  return settings && new Map(settings.map(({ section, key, value }) => [`${section}.${key}`, unquoted(value)]))
}

/** Quotes of the format, around the whole value. */
const unquoted = (value: string): string => /^(`|"|')(.*)\1$/.exec(value)?.[2] ?? value
