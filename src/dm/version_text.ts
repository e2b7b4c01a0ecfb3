// What programs say of their version: the lines of DM's `-V` and /status, and the one line of the monitoring programs.

/** The lines `Key: value`, as they are; other lines are left out. */
export function versionLines(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [, key, value] = /^([A-Z][A-Za-z ]*):\s*(.*?)\s*$/.exec(line) ?? []
    return key === undefined || value === undefined ? [] : [[key, value] as const]
  })
  return new Map(lines)
}

/** The release, with a v: of DM, of Prometheus and its relatives, of Grafana. Null where none is told (`None` too). */
export function releaseOf(text: string): string | null {
  const release = versionLines(text).get('Release Version')
  if (release !== undefined) return release === 'None' || release === '' ? null : release
  const [, other] = /^(?:\w+, version|Version) v?(\d+\.\d+\.\d+\S*)/m.exec(text) ?? []
  return other === undefined ? null : `v${other}`
}
