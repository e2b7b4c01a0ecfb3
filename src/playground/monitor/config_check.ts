// Plays promtool and amtool as far as deployments use them: `check config FILE`, `check-config FILE`.

import { readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { type Program, Quit } from '../program.js'
import { readMonitorFlags } from './monitor_flags.js'

export async function playConfigCheck(program: Program): Promise<void> {
  const { rest } = readMonitorFlags(program, {})
  const words = rest[0] === 'check' ? [`check-${rest[1]}`, ...rest.slice(2)] : rest
  const [verb, ...files] = words
  if (verb !== 'check-config' && verb !== 'check-rules') throw new Quit(2, `unknown command ${rest.join(' ')}`)
  if (files.length === 0) throw new Quit(2, 'no file to check')
  const bad = files.filter((file) => !checked(program, file))
  if (bad.length > 0) throw new Quit(1, '')
}

function checked(program: Program, file: string): boolean {
  program.out(`Checking ${file}\n`)
  const why = whyNot(file)
  if (why === '') program.out(` SUCCESS: ${file} is valid\n\n`)
  else program.err(`  FAILED: ${why}\n`)
  return why === ''
}

/** '' when the file holds one YAML mapping. */
export function whyNot(file: string): string {
  try {
    const document = parseDocument(readFileSync(file, 'utf8'))
    const [error] = document.errors
    if (error !== undefined) return `parsing YAML file ${file}: ${error.message}`
    const value: unknown = document.toJS()
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? '' : `${file} is no mapping`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
