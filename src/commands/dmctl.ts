// `dmctl WORDS`: DM's own client, of the version that is wanted, from the same mirror as everything else.
// Its package is verified, unpacked once per digest, and called with the words as they were typed.

import { spawn } from 'node:child_process'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { extract } from 'tar'
import type { Command, Invocation } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import type { PackageFile } from '../packages/packages.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { chosenMirror } from './mirror_choice.js'
import { realWorld } from './real_world.js'

export const dmctl: Command = {
  async run(invocation) {
    const state = await stateFolder(invocation.settings.home)
    const mirror = await chosenMirror(invocation, { state })
    const found = await realWorld().packages(mirror, { cache: state.packages }).get(wish(invocation))
    const program = await unpacked(found, state)
    return called(program, invocation.args)
  },
}

const archs: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

function wish({ options }: Invocation) {
  const version = typeof options.dmctl_version === 'string' ? options.dmctl_version : null
  return { component: 'dmctl', version, os: process.platform, arch: archs[process.arch] ?? process.arch }
}

/** The program inside the package, unpacked beside the cache under the package's digest. */
async function unpacked({ path, sha256 }: PackageFile, state: StateFolder): Promise<string> {
  const folder = join(state.packages, `dmctl-${sha256.slice(0, 16)}`)
  if (!(await stat(folder).catch(() => null))) {
    const draft = `${folder}.${process.pid}`
    await mkdir(draft, { recursive: true, mode: 0o700 })
    await extract({ file: path, cwd: draft, strict: true })
    await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }))
  }
  return join(folder, 'dmctl', 'dmctl')
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
