// `module list` and `module show NAME`: the documentation that comes from the modules' own schemas.

import type { Command } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { nearest } from '../core/text.js'
import { moduleJson, moduleList, moduleText } from '../modules/documentation.js'
import { modules } from '../modules/index.js'

export const module: Command = {
  async run({ io, args: [what, name], settings }) {
    if (what === 'list')
      io.say(settings.json ? JSON.stringify([...modules.keys()].map(moduleJson), null, 2) : moduleList())
    else if (what === 'show' && name) io.say(shown(name, settings.json))
    else throw usage(refusal(what), 'dmbook module list, or dmbook module show NAME')
    return exitCodes.ok
  },
}

function shown(name: string, json: boolean): string {
  if (modules.has(name)) return json ? JSON.stringify(moduleJson(name), null, 2) : moduleText(name)
  const near = nearest(name, modules.keys())
  throw usage(`there is no module "${name}"`, near ? `did you mean ${near}?` : 'dmbook module list names them')
}

const refusal = (what: string | undefined): string =>
  what === 'show'
    ? 'cannot show a module as its name is missing'
    : `cannot ${what} a module as they can be listed or shown only`

const usage = (message: string, hint: string): DmbookError =>
  new DmbookError(message, { code: 'E-USAGE', exit: 'input', hint })
