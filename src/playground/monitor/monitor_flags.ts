// Arguments of the monitoring stand-ins: the flags they use are read, all others pass.

import { type Address, addressOf } from '../address.js'
import { type FlagSpecs, type FlagValues, parseFlags } from '../flags.js'
import { type Program, Quit, shownStamp } from '../program.js'
import { shortVersionText } from '../version_text.js'

const version: FlagSpecs = {
  version: { kind: 'bool' },
  V: { kind: 'bool' },
  v: { kind: 'bool' },
}

/** Prints the version and quits with 0 when asked to. */
export function readMonitorFlags(program: Program, specs: FlagSpecs): { values: FlagValues; rest: readonly string[] } {
  const { values, rest } = parseFlags(program.args, { ...version, ...specs }, { lenient: true })
  if (['version', 'V', 'v'].some((flag) => values.get(flag) === 'true')) {
    program.out(shortVersionText(shownStamp(program)))
    throw new Quit(0, '')
  }
  return { values, rest }
}

export function listenAddress(values: FlagValues, otherwise: string): Address {
  const text = values.get('web.listen-address') ?? otherwise
  const address = addressOf(text)
  if (address === null) throw new Quit(2, `cannot listen on ${text} as it is no address`)
  return address
}
