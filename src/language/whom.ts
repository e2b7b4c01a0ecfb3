// Hosts as a question lists them: by role, with who leads and who has which source, so that whoever answers sees to whom
// it will happen.

interface Listed {
  readonly id: string
  readonly role: string | null
  readonly member: string | null
}

interface Live {
  readonly leader: string | null
  readonly bindings: Readonly<Record<string, string>> | null
}

/** One line for each role: `  dm-worker  10.0.0.1:8262 (has s1), 10.0.0.2:8262`. Says so where there is nobody. */
export function whom(hosts: readonly Listed[], live: Live): string {
  const roles = [...new Set(hosts.map(({ role }) => role ?? 'host'))]
  const width = Math.max(0, ...roles.map((role) => role.length))
  const lines = roles.map((role) => {
    const texts = hosts.filter((host) => (host.role ?? 'host') === role).map((host) => host.id + note(host, live))
    return `  ${role.padEnd(width)}  ${texts.join(', ')}`
  })
  return lines.length === 0 ? '  nobody' : lines.join('\n')
}

function note({ member }: Listed, { leader, bindings }: Live): string {
  if (member === null) return ''
  if (member === leader) return ' (leads)'
  const sources = Object.entries(bindings ?? {}).flatMap(([source, holder]) => (holder === member ? [source] : []))
  return sources.length === 0 ? '' : ` (has ${sources.join(', ')})`
}
