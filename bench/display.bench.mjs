// What `display` costs as a cluster grows, and what dead machines add. All of it in a network namespace of its own, whose
// loopback carries the addresses of thirty machines and more.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export function bench() {
  const inside = fileURLToPath(new URL('display_inside.mjs', import.meta.url))
  const words = ['--map-root-user', '--net', process.execPath, '--import', 'tsx', inside]
  const { status, error } = spawnSync('unshare', words, { stdio: 'inherit' })
  if (status !== 0) console.log(`display: NOT RUN because ${error?.message ?? 'unshare failed'}`)
}
