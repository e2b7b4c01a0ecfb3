// Digest of the files that a process was started with, and the machine's clock that never jumps: ticks since boot.
// What starts with a dot does not count (marks, .release), nor do the peer lists of run scripts: DM reads them at the
// first start only, and a scale-out rewrites them everywhere. Of a file above 4 MiB, a program of DM has a hundred, size
// and time stand for its content: reading them would take longer than a worker's restart, while it is stopped.

import { type Script, sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'

/** Clock ticks in a second, as /proc shows them: 100 on every Linux that DM runs on. */
export const ticksPerSecond = 100

export interface FilesNow {
  readonly digest: string
  readonly ticks: number
}

/** A file that is missing counts as such. One script, so that the digest is not older than the ticks. */
export async function filesNow(host: Reader, files: readonly string[]): Promise<FilesNow> {
  const { stdout } = await host.read(filesScript([...files].sort()), { timeoutMs: 300_000 })
  const [uptime = '', digest = ''] = stdout.trim().split('\n')
  return { digest: digest.split(' ')[0] ?? '', ticks: Math.floor(Number(uptime.split(' ')[0]) * ticksPerSecond) }
}

export async function ticksNow(host: Reader): Promise<number> {
  const { stdout } = await host.read(sh`cat /proc/uptime`)
  return Math.floor(Number(stdout.split(' ')[0]) * ticksPerSecond)
}

const filesScript = (files: readonly string[]): Script => sh`cat /proc/uptime
for path in ${files}; do
  find "$path" -name '.*' -prune -o -type f ! -name '*.sh' ! -size +4194304c -exec sha256sum {} + 2>/dev/null || echo "missing $path"
  find "$path" -name '.*' -prune -o -type f ! -name '*.sh' -size +4194304c -exec stat -c '%s %Y %n' {} + 2>/dev/null
  find "$path" -name '.*' -prune -o -type f -name '*.sh' -print 2>/dev/null | while IFS= read -r script; do
    echo "$(grep -v -e '--initial-cluster=' -e '--join=' "$script" | sha256sum) $script"
  done
done | sort | sha256sum`

/**
 * When the newest of the files was surely there: ticks since boot, below 0 for what is older. The wall clock is all that
 * files know; where it jumped since, this is wrong by the jump. Never later than the change itself.
 */
export async function newestChange(host: Reader, files: readonly string[]): Promise<number> {
  const { stdout } = await host.read(changesScript([...files].sort()), { timeoutMs: 300_000 })
  const [uptime = '', now = '', newest = '0'] = stdout.trim().split('\n')
  const age = Number(now) + 1 - Number(newest)
  return Math.floor((Number(uptime.split(' ')[0]) - age) * ticksPerSecond)
}

const changesScript = (files: readonly string[]): Script => sh`cat /proc/uptime; date +%s
for path in ${files}; do
  find "$path" -name '.*' -prune -o -type f -exec stat -c %Z {} + 2>/dev/null
done | sort -n | tail -n 1`
