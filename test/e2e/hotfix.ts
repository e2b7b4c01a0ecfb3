// Hotfix packages as operators make them, good and bad.

import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { packPlayground } from '../../src/playground/pack.js'
import { writeTarball } from '../modules/tarball.js'
import { root } from '../shape/imports.js'

/** One package with dm-master and dm-worker of a version, in TiUP's layout. */
export async function hotfix(folder: string, version: string): Promise<string> {
  const [parts, tree] = [join(folder, version), join(folder, `${version}-tree`)]
  const components = ['dm-master', 'dm-worker'] as const
  const packed = await packPlayground({ dir: parts, version, program: join(root, 'dist', 'simulator.cjs'), components })
  mkdirSync(tree)
  for (const { path } of packed) execFileSync('tar', ['-xzf', path, '-C', tree])
  const path = join(folder, `hotfix-${version}.tar.gz`)
  execFileSync('tar', ['-czf', path, '-C', tree, ...components])
  rmSync(tree, { recursive: true })
  return path
}

/** Tells a version when it is asked for one, and ends at once otherwise. */
export const endsAtOnce = (folder: string, component: string): Promise<string> =>
  writeTarball(join(folder, `ends-${component}.tar.gz`), [
    {
      path: `${component}/${component}`,
      text: '#!/bin/sh\n[ "$1" = -V ] && exec echo "Release Version: v8.1.0-bad"\necho "the gate is shut" >&2\nexit 3\n',
    },
  ])

/** Tells a version when it is asked for one, and otherwise runs without ever listening. */
export const hangs = (folder: string, component: string): Promise<string> =>
  writeTarball(join(folder, `hangs-${component}.tar.gz`), [
    {
      path: `${component}/${component}`,
      text: '#!/bin/sh\n[ "$1" = -V ] && exec echo "Release Version: v8.1.0-deaf"\nexec sleep 100000\n',
    },
  ])

export const noProgram = (folder: string): Promise<string> =>
  writeTarball(join(folder, 'text.tar.gz'), [
    { path: 'dm-worker/dm-worker', text: 'a letter to whom it may concern\n' },
  ])

/** A worker in the place of a master: it tells its version, and knows other flags. */
export async function otherComponent(folder: string): Promise<string> {
  const tree = join(folder, 'other-tree')
  mkdirSync(tree, { recursive: true })
  execFileSync('tar', ['-xzf', await hotfix(folder, 'v8.1.0-other'), '-C', tree])
  execFileSync('cp', [join(tree, 'dm-worker/dm-worker'), join(tree, 'dm-master/dm-master')])
  const path = join(folder, 'other.tar.gz')
  execFileSync('tar', ['-czf', path, '-C', tree, 'dm-master'])
  return path
}

/** The first bytes of a program for ARM. */
export function otherProcessor(folder: string): Promise<string> {
  const text = `\x7fELF\x02\x01\x01${'\0'.repeat(9)}\x02\0${process.arch === 'arm64' ? '\x3e' : '\x28'}\0${'\0'.repeat(44)}`
  return writeTarball(join(folder, 'elf.tar.gz'), [{ path: 'dm-worker/dm-worker', text }])
}
