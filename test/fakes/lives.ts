// Whether a process of this machine lives. One that nobody has waited for yet (a zombie) does not.

import { readFileSync } from 'node:fs'

export function lives(pid: number): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
