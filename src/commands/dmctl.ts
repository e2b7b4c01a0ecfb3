// `dmctl WORDS`: DM's own client, of the version that is wanted or of the cluster whose dm-master the words name, from the
// same mirror as everything else of it.
// Its package is verified, unpacked once per digest, and called with the words as they were typed.

import { spawn } from 'node:child_process'
import type { Command } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import { dmctlProgram } from '../packages/dmctl_program.js'
import { stateFolder } from '../state/folder.js'
import { addressedCluster } from './addressed_cluster.js'
import { chosenMirror } from './mirror_choice.js'
import { realWorld } from './real_world.js'

export const dmctl: Command = {
  async run(invocation) {
    const state = await stateFolder(invocation.settings.home)
    const { args, options, settings } = invocation
    const cluster = await addressedCluster(args, { state, settings })
    const mirror = await chosenMirror(invocation, { own: cluster?.meta.settings.mirror ?? null, state })
    const packages = realWorld().packages(mirror, { cache: state.packages, onTrust: invocation.io.warn })
    const { dmctl_version: wanted } = options
    const version = typeof wanted === 'string' ? wanted : (cluster?.meta.version ?? null)
    const { path } = await dmctlProgram(packages, { version, cache: state.packages })
    return called(path, [...(cluster?.flags ?? []), ...args])
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
