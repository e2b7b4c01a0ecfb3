// Texts of sections and settings: units of systemd, grafana.ini. Comments are whole lines.

export interface Setting {
  readonly section: string
  readonly key: string
  readonly value: string
}

/** Null where a line is neither a section, a setting nor a comment. */
export function settingsIn(text: string): Setting[] | null {
  const found: Setting[] = []
  let section = ''
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '' || /^[#;]/.test(line)) continue
    const [, name] = /^\[([^\]]+)\]$/.exec(line) ?? []
    const [, key, value] = /^([\w.-]+)\s*=\s*(.*)$/.exec(line) ?? []
    if (name !== undefined) section = name
    else if (key === undefined || value === undefined) return null
    else found.push({ section, key, value })
  }
  return found
}
