// The lines of -V and /status (dm-runtime §2.13). Newer releases have a sixth line.

import { atLeast } from './release.js'
import type { Stamp } from './stamp.js'

export function versionText(stamp: Stamp): string {
  const lines = [
    `Release Version: ${stamp.version}`,
    `Git Commit Hash: ${stamp.gitHash}`,
    `Git Branch: heads/refs/tags/${stamp.version}`,
    'UTC Build Time: 2024-05-21 03:54:51',
    `Go Version: ${goVersion(stamp)}`,
  ]
  if (atLeast(stamp.version, '6.3')) lines.push('Failpoint Build: false')
  return `${lines.join('\n')}\n`
}

/** Third-party programs print one line with their own name. */
export function shortVersionText(stamp: Stamp): string {
  const version = stamp.version.replace(/^v/, '')
  if (stamp.program === 'grafana-server') return `Version ${version} (commit: ${stamp.gitHash}, branch: HEAD)\n`
  return `${stamp.program}, version ${version} (branch: HEAD, revision: ${stamp.gitHash})\n`
}

function goVersion(stamp: Stamp): string {
  const release = atLeast(stamp.version, '7.4') ? 'go1.21.10' : atLeast(stamp.version, '6.1') ? 'go1.19.3' : 'go1.16.4'
  return atLeast(stamp.version, '6.1')
    ? `${release} ${stamp.os}/${stamp.arch}`
    : `go version ${release} ${stamp.os}/${stamp.arch}`
}
