// `show-config NAME`: the configuration that edit-config opens, secrets covered unless they are asked for.

import type { Command } from '../cli/io.js'
import { exitCodes } from '../core/error.js'
import { covered } from '../dm/masked.js'
import { openCluster } from './cluster.js'
import { configText } from './config_text.js'

export const showConfig: Command = {
  async run(invocation) {
    const { io, options, settings } = invocation
    const { meta, state } = await openCluster(invocation)
    const whole = configText(meta, { state, settings })
    const text = options.show_secrets === true ? whole : covered(whole)
    if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/show-config/v1', cluster: meta.name, config: text }))
    else io.out.write(text.endsWith('\n') ? text : `${text}\n`)
    return exitCodes.ok
  },
}
