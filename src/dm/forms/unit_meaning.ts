// A systemd unit as settings: `Service.User`. What is given several times is given as lines, in its order.

import type { Meaning } from './meaning.js'
import { settingsIn } from './sections.js'

export function unitMeaning(text: string): Meaning | null {
  const settings = settingsIn(text)
  if (!settings || settings.length === 0) return null
  const found = new Map<string, string>()
  for (const { section, key, value } of settings) {
    const before = found.get(`${section}.${key}`)
    const said = key === 'ExecStart' ? program(value) : value
    found.set(`${section}.${key}`, before === undefined ? said : `${before}\n${said}`)
  }
  return found
}

/** `/bin/bash -c '/dm-deploy/…/run_dm-worker.sh'` starts what `/dm-deploy/…/run_dm-worker.sh` starts. */
const program = (command: string): string => /^\/bin\/bash -c '(\/[\w./@+-]+)'$/.exec(command)?.[1] ?? command
