// What a line of an INI inventory is by its looks: nothing, the head of a section, or a line of that section's body.

/** `start` counts the blanks before it. */
export type IniLine =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'section'; readonly group: string; readonly tag: string; readonly start: number }
  | { readonly kind: 'body'; readonly text: string; readonly start: number }
  | Broken

interface Broken {
  readonly kind: 'broken'
  readonly why: string
  readonly hint?: string
  /** the section that was meant */
  readonly meant?: { readonly group: string; readonly tag: string }
  readonly text: string
  readonly start: number
}

export function iniLine(line: string): IniLine {
  const text = line.trim()
  const start = line.length - line.trimStart().length
  if (text === '' || text.startsWith('#') || text.startsWith(';')) return { kind: 'nothing' }
  const [, group, tag] = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/.exec(text) ?? []
  if (group !== undefined) return { kind: 'section', group, tag: tag ?? 'hosts', start }
  if (/^(<{7}|={7}|>{7})( |$)/.test(text))
    return { kind: 'broken', why: 'a merge conflict is not resolved here', text, start }
  return /^\[.*\](\s*[#;].*)?$/.test(text) ? brokenHead(text, start) : { kind: 'body', text, start }
}

function brokenHead(text: string, start: number): Broken {
  const hint = 'write [GROUP], [GROUP:children] or [GROUP:vars]'
  const [, group, tag = 'hosts'] = /^\[([^:\]\s]+)(?::(hosts|children|vars))?\]\s*;/.exec(text) ?? []
  if (group === undefined) return { kind: 'broken', why: 'this is no head of a section', hint, text, start }
  const why = 'only # begins a comment behind the head of a section'
  return { kind: 'broken', why, hint, meant: { group, tag }, text, start }
}
