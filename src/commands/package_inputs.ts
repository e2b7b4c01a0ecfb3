// Inputs of type package, completed before anything is asked or contacted: judged, digested, and what is in them.

import { DmbookError, reason } from '../core/error.js'
import type { Header, Scope } from '../language/playbook.js'
import { digestedFile } from '../packages/file_digest.js'
import { packageError } from '../packages/package_error.js'
import { inspectedPackage } from '../packages/tarball.js'

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
  const file = await digestedFile(path).catch((cause: unknown) => {
    throw packageError(`cannot read the package ${path} as ${reason(cause)}`, { cause })
  })
  const { components, archs } = await inspectedPackage(file)
  if (components.length === 0) throw noComponent(path)
  return { ...file, components, archs }
}

function noComponent(path: string): DmbookError {
  return new DmbookError(`cannot use the package ${path} as it holds no program of a component`, {
    code: 'E-PACKAGE',
    exit: 'refused',
    hint: "a program lies in it as dm-master/dm-master (TiUP's layout), or bare as dm-master",
  })
}
