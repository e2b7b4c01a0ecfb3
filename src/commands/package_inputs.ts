// Inputs of type package, completed before anything is asked or contacted: judged, digested, and what is in them.

import { DmbookError } from '../core/error.js'
import type { Header, Scope } from '../language/playbook.js'
import { digestedFile } from '../packages/file_digest.js'
import { programArchs } from '../packages/program_archs.js'
import { inspectTarball } from '../packages/tarball.js'

/** A package as expressions see it. `archs` are those of its programs; empty where they are scripts. */
interface GivenPackage {
  readonly path: string
  readonly sha256: string
  readonly size: number
  readonly components: readonly string[]
  readonly archs: readonly string[]
}

/** The inputs, with each path of a package replaced by what is known of it. Throws E-PACKAGE. */
export async function withPackages({ inputs }: Pick<Header, 'inputs'>, given: Scope): Promise<Scope> {
  const names = [...inputs.values()].filter(({ type }) => type === 'package').map(({ name }) => name)
  const completed = await Promise.all(
    names.map(async (name) => [name, given[name] === null ? null : await packageAt(pathOf(given[name]))] as const),
  )
  return { ...given, ...Object.fromEntries(completed) }
}

const pathOf = (value: unknown): string => String(Object(value).path ?? value)

async function packageAt(path: string): Promise<GivenPackage> {
  // each reads the whole package, seconds for a program of DM; what the inspection refuses is said first
  const reading = Promise.allSettled([digestedFile(path), programArchs(path)])
  const { components } = await inspectTarball(path)
  if (components.length === 0) throw noComponent(path)
  const [file, archs] = await reading
  if (file.status === 'rejected') throw file.reason
  if (archs.status === 'rejected') throw archs.reason
  return { ...file.value, components, archs: archs.value }
}

function noComponent(path: string): DmbookError {
  return new DmbookError(`cannot use the package ${path} as it holds no program of a component`, {
    code: 'E-PACKAGE',
    exit: 'refused',
    hint: "a program lies in it as dm-master/dm-master (TiUP's layout), or bare as dm-master",
  })
}
