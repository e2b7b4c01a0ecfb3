// Services for places with neither root nor systemd: each unit is a small detached loop that keeps one process running.
// Everything lies in one folder: UNIT.service (as systemd would have it, in part), its state, its log, its record.
// Promises: one process per unit at most, under any kill and any number of starters; never another's process.
// Does not start anything at boot, and knows no limits of resources.

import { posix } from 'node:path'
import { parseDuration } from '../core/duration.js'
import { DmbookError } from '../core/error.js'
import type { Writer } from '../hosts/host.js'
import { recordAt } from './current_record.js'
import type { Services, UnitSpec } from './services.js'
import { superviseProgram } from './supervise_program.js'
import { parseStatus, startScript, statusScript, stopScript, tailScript } from './supervised_scripts.js'
import { unitName } from './unit_name.js'

/** Longer than any unit's own limit: the script ends by that one. */
const stopMs = 3_600_000

/** `folder` is an absolute path on the machine; `unit_file` makes it. */
export function supervised({ folder }: { readonly folder: string }): Services {
  const file = (name: string): string => posix.join(folder, name)
  const place = (unit: string) => ({ folder, unit: unitName(unit) })
  return {
    kind: 'supervised',
    become: null,
    boots: false,
    folder,
    path: (unit) => file(`${unitName(unit)}.service`),
    render: (spec) => ({ path: file(`${unitName(spec.unit)}.service`), text: unitText(spec) }),
    reload: async () => {},
    async status(host, unit) {
      const { stdout } = await host.as(null).read(statusScript(place(unit)), { doing: `look at ${unit}` })
      return parseStatus(stdout)
    },
    async start(host, unit) {
      await keepProgram(host.as(null), file('supervise.sh'))
      await host.as(null).run(startScript(place(unit)), { doing: `start ${unit}` })
    },
    async stop(host, unit) {
      await host.as(null).run(stopScript(place(unit)), { timeoutMs: stopMs, doing: `stop ${unit}` })
    },
    enable: async (_host, unit) => {
      throw noBoot(unit)
    },
    disable: async () => {},
    tail: async (host, unit) => (await host.as(null).read(tailScript(place(unit)))).stdout,
    ...recordAt((unit) => file(`${unitName(unit)}.current`), null),
  }
}

/** A loop that runs keeps the program that it was started with: the rename leaves it its own. */
async function keepProgram(host: Writer, path: string): Promise<void> {
  if ((await host.text(path)) !== superviseProgram) await host.write(path, superviseProgram, { mode: '0644' })
}

function unitText({ unit, description, script, directory, settings }: UnitSpec): string {
  const setting = (key: string): string | undefined =>
    settings.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1)
  const lines = [
    '[Unit]',
    `Description=${description}`,
    '[Service]',
    `WorkingDirectory=${directory}`,
    `ExecStart=${script}`,
    'Restart=always',
    `RestartSec=${seconds(unit, setting('RestartSec') ?? '15s')}`,
    `TimeoutStopSec=${seconds(unit, setting('TimeoutStopSec') ?? '90s')}`,
  ]
  const broken = lines.find((line) => line.includes('\n'))
  if (broken !== undefined) throw badUnit(unit, `a value holds a newline: ${JSON.stringify(broken)}`)
  return `${lines.join('\n')}\n`
}

function seconds(unit: string, text: string): number {
  const duration = parseDuration(text)
  if (!duration) throw badUnit(unit, `a time cannot be read: ${text}`)
  return Math.ceil(duration.seconds)
}

const badUnit = (unit: string, why: string): DmbookError =>
  new DmbookError(`cannot write the unit ${JSON.stringify(unit)} as ${why}`, { code: 'E-UNIT', exit: 'input' })

const noBoot = (unit: string): DmbookError =>
  new DmbookError(`cannot enable ${unit} as supervised units are not started at boot`, {
    code: 'E-SERVICE',
    exit: 'failed',
    hint: 'deploy with --services systemd, or start the cluster after a boot',
  })
