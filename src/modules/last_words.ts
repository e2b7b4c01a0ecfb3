// What a process that ended said last. The run scripts of DM lead what it says past the journal, into files beside its log:
// the unit alone tells the exit code, the reason stands there.

import { type Script, sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'
import type { Tools } from './tools.js'

/** What its unit said, then the last lines of each log file that was just written, behind its path. */
export async function lastWords(host: Reader, { host: { log_dir }, services }: Tools, unit: string): Promise<string> {
  const [said, logged] = await Promise.all([
    services.tail(host.as(services.become), unit),
    log_dir === null ? '' : host.read(recent(log_dir)).then(({ stdout }) => stdout),
  ])
  return said + logged
}

/** A process that ends again and again says the same each time. */
const recent = (folder: string): Script =>
  sh`find ${folder} -maxdepth 1 -name '*.log' -size +0 -mmin -2 2>/dev/null | sort | while read -r file; do
  echo "$file:"
  tail -n 5 "$file" | uniq
done`
