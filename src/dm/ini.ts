// grafana.ini: settings by section, and values that survive the comment signs of that format.

import type { Json } from '../language/inventory.js'

export interface IniSection {
  readonly [key: string]: Json
  readonly name: string
  readonly entries: readonly { readonly key: string; readonly value: string }[]
}

/** A value as the file holds it: in backquotes where `#`, `;`, quotes or outer blanks would change it. */
export const iniValue = (text: string): string => (/[#;"']|^\s|\s$/.test(text) ? `\`${text}\`` : text)

/** `log.file.level: x` is key level of section log.file. A key without a dot has no section; it is left out. */
export function iniSections(settings: Readonly<Record<string, Json>>): IniSection[] {
  const sections = new Map<string, { key: string; value: string }[]>()
  for (const [path, value] of Object.entries(settings)) {
    const dot = path.lastIndexOf('.')
    if (dot <= 0) continue
    const name = path.slice(0, dot)
    const entries = sections.get(name) ?? []
    sections.set(name, [...entries, { key: path.slice(dot + 1), value: iniValue(String(value)) }])
  }
  return [...sections].map(([name, entries]) => ({ name, entries }))
}
