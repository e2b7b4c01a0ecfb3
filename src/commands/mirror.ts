// `mirror set|show|versions|get`: where packages come from when nothing else says it, and what is there.
// The keys of a mirror are pinned when it is first read, with their fingerprints shown; `set --root FILE` names them.

import { resolve } from 'node:path'
import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { table } from '../core/text.js'
import { packagesFrom, publicMirror } from '../packages/index.js'
import { offersOf } from '../packages/offers.js'
import { readConfig, writeConfig } from '../state/config.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { chosenMirror } from './mirror_choice.js'

type Action = (invocation: Invocation, state: StateFolder) => Promise<void>

export const mirror: Command = {
  async run(invocation) {
    const [what = ''] = invocation.args
    const action = new Map(Object.entries(actions)).get(what)
    if (!action) throw usage(`cannot ${what} a mirror`)
    await action(invocation, await stateFolder(invocation.settings.home))
    return exitCodes.ok
  },
}

const actions: Readonly<Record<string, Action>> = {
  async set(invocation, state) {
    const [, where] = invocation.args
    if (where === undefined) throw usage('cannot set a mirror as nothing says which')
    const mirror = placeOf(where, invocation)
    if (mirror !== null && typeof invocation.options.root === 'string') await trusted(mirror, invocation, state)
    await writeConfig(state, { ...(await readConfig(state)), mirror })
    await actions.show?.(invocation, state)
  },

  async show({ io, settings }, state) {
    const { mirror: home } = await readConfig(state)
    const used = settings.mirror ?? home ?? publicMirror
    const said = { schema: 'dmbook/mirror/v1', mirror: used, environment: settings.mirror, home }
    if (settings.json) io.say(JSON.stringify(said, null, 2))
    else io.say(`${used}${settings.mirror !== null ? ' (DMBOOK_MIRROR)' : home === null ? ' (the public one)' : ''}`)
  },

  async versions(invocation, state) {
    const { io, args, settings } = invocation
    const [, component] = args
    if (component === undefined) throw usage('cannot list versions as nothing says of which component')
    const offers = await offersOf(component, await sourceOf(invocation, state), packagesOptions(invocation, state))
    if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/versions/v1', component, versions: offers }, null, 2))
    else
      for (const line of table(
        ['Version', 'Platforms'],
        offers.map(({ version, platforms }) => [version, platforms.join(',')]),
      ))
        io.say(line)
  },

  async get(invocation, state) {
    const { io, args, options, settings } = invocation
    const [, component, version] = args
    if (component === undefined) throw usage('cannot get a package as nothing says of which component')
    const os = typeof options.os === 'string' ? options.os : 'linux'
    const arch = typeof options.arch === 'string' ? options.arch : (archs[process.arch] ?? process.arch)
    const packages = packagesFrom(await sourceOf(invocation, state), packagesOptions(invocation, state))
    const found = await packages.get({ component, version: version ?? null, os, arch })
    if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/package/v1', ...found }, null, 2))
    else io.say(found.path)
  },
}

const archs: Readonly<Record<string, string>> = { x64: 'amd64' }

const sourceOf = (invocation: Invocation, state: StateFolder): Promise<string | null> =>
  chosenMirror(invocation, { state })

function packagesOptions({ io, options, settings }: Invocation, state: StateFolder) {
  const rootFile = typeof options.root === 'string' ? resolve(settings.cwd, options.root) : null
  return { cache: state.packages, rootFile, onTrust: (text: string) => io.warn(text) }
}

/** A URL stays, `default` is none of one's own, anything else is a folder. */
function placeOf(where: string, { settings }: Invocation): string | null {
  if (where === 'default') return null
  if (/^https?:\/\//.test(where)) return where
  if (/^\w+:\/\//.test(where))
    throw usage(`cannot set the mirror ${where} as it is neither a folder nor begins with http`)
  return resolve(settings.cwd, where)
}

/** Reads the mirror once, so that its keys are judged by the given file and pinned. */
async function trusted(mirror: string, invocation: Invocation, state: StateFolder): Promise<void> {
  await offersOf('dm-master', mirror, packagesOptions(invocation, state)).catch((thrown: unknown) => {
    if (!(thrown instanceof DmbookError && thrown.code === 'E-PACKAGE')) throw thrown
  })
}

const usage = (message: string): DmbookError =>
  new DmbookError(message, {
    code: 'E-USAGE',
    exit: 'input',
    hint: 'dmbook mirror set WHERE | show | versions COMPONENT | get COMPONENT [VERSION]',
  })
