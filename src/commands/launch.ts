// Runs a prepared operation for a person: the report they see, the questions they are asked, the exit code.

import type { Invocation } from '../cli/io.js'
import { exitCodes } from '../core/error.js'
import type { Listener } from '../core/event.js'
import { Redactor, Secret } from '../core/secret.js'
import type { Scope } from '../language/playbook.js'
import { reporterFor } from '../report/index.js'
import { type Operation, operate, outlineOf } from '../run/operation.js'
import { outlineText } from '../run/outline.js'
import type { World } from '../run/world.js'
import type { StateFolder } from '../state/folder.js'
import { askingAmid } from './asking.js'
import type { SshLogin } from './login.js'
import { sayInterrupted, sayOwedHandlers, withOrigin } from './resumption.js'
import { speaksTls } from './secured.js'

interface Stage {
  readonly world: World
  readonly state: StateFolder
  /** how machines over SSH are reached; null where there are none */
  readonly ssh: SshLogin | null
  /** of the inventory */
  readonly secrets?: readonly Secret[]
  /** hears what the report hears */
  readonly watch?: Listener
}

/** Gives the exit code. With --list-hosts or --list-tasks it prints the outline and contacts nothing. */
export async function launch(
  prepared: Operation,
  invocation: Invocation,
  { world, state, ssh, secrets = [], watch }: Stage,
): Promise<number> {
  const { io, options, settings, stop, abort } = invocation
  const operation = withOrigin(prepared, invocation)
  if (options.list_hosts === true || options.list_tasks === true) {
    for (const line of outlineText(outlineOf(operation), { tasks: options.list_tasks === true })) io.say(line)
    return exitCodes.ok
  }
  const redactor = redactorFor(operation.inputs, [...(ssh?.secrets ?? []), ...secrets])
  const redact = (text: string): string => redactor.clean(text)
  const reporter = reporterFor({
    kind: settings.json ? 'json' : io.terminal ? 'tree' : 'lines',
    out: io.out,
    err: io.err,
    color: io.color,
    columns: io.columns,
    rows: io.rows,
    verbose: settings.verbose,
    redact,
  })
  const asking = askingAmid({ io, reporter, redactor, silent: settings.json })
  try {
    if (operation.mode === 'run')
      await sayInterrupted(invocation, { state, cluster: operation.cluster, verb: operation.title })
    if (operation.mode === 'run') await sayOwedHandlers(invocation, { state, operation })
    const reaching = ssh ? ssh.reaching(world, asking) : world
    return await operate(
      { ...(ssh ? withDm(operation, reaching) : operation), commandLine: redact(operation.commandLine) },
      {
        world: reaching,
        state,
        listener: watch ? both(reporter.listener, watch) : reporter.listener,
        stop,
        abort,
        redact,
        ask: settings.yes ? null : askYes(invocation),
      },
    )
  } finally {
    await reporter.finish()
  }
}

const both =
  (one: Listener, other: Listener): Listener =>
  (event) => {
    one(event)
    other(event)
  }

/** DM is asked by the way on which its machines are reached, and in the scheme that it speaks. */
export function withDm<T extends Pick<Operation, 'inventory' | 'tools'>>(operation: T, world: Pick<World, 'dm'>): T {
  const { dm } = operation.tools
  const secure = speaksTls(operation.inventory)
  return { ...operation, tools: { ...operation.tools, dm: dm && world.dm(dm.masters, { secure }) } }
}

export const modeOf = ({ options }: Invocation): 'run' | 'plan' =>
  options.plan === true || options.check === true ? 'plan' : 'run'

function askYes({ io }: Invocation): (question: string) => Promise<boolean> {
  return async (question) => /^y(es)?$/i.test(((await io.ask(`${question} [y/N]`)) ?? '').trim())
}

function redactorFor(inputs: Scope, secrets: readonly Secret[]): Redactor {
  const redactor = new Redactor()
  for (const value of [...Object.values(inputs), ...secrets]) if (value instanceof Secret) redactor.add(value)
  return redactor
}
