// `dmctl WORDS`: DM's own client, of the version that is wanted, from the same mirror as everything else.
// Its package is verified, unpacked once per digest, and called with the words as they were typed.

import { spawn } from 'node:child_process'
import type { Command } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import { dmctlProgram } from '../packages/dmctl_program.js'
import { stateFolder } from '../state/folder.js'
import { chosenMirror } from './mirror_choice.js'
import { realWorld } from './real_world.js'

export const dmctl: Command = {
  async run(invocation) {
    const state = await stateFolder(invocation.settings.home)
    const mirror = await chosenMirror(invocation, { state })
    const packages = realWorld().packages(mirror, { cache: state.packages, onTrust: invocation.io.warn })
    const { dmctl_version: wanted } = invocation.options
    const version = typeof wanted === 'string' ? wanted : null
    const { path } = await dmctlProgram(packages, { version, cache: state.packages })
    return called(path, invocation.args)
  },
}

function called(program: string, words: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: 'inherit' })
    child.on('error', (cause) =>
      reject(new DmbookError(`cannot start ${program}`, { code: 'E-DMCTL', exit: 'failed', cause })),
    )
    child.on('close', (code) => resolve(code ?? 1))
  })
}
