// Where words go and answers come from. main.ts makes the real one; tests make their own.

import type { RunOrigin } from '../state/run_head.js'

/** `ask` gives the line that was typed, or null at the end of input. `write*` add no newline. */
export interface Io {
  readonly out: NodeJS.WriteStream
  readonly err: NodeJS.WriteStream
  /** standard output is a terminal that understands cursor movements */
  readonly terminal: boolean
  readonly color: boolean
  columns(): number
  rows(): number
  say(text: string): void
  warn(text: string): void
  ask(question: string): Promise<string | null>
  /** standard input is a terminal: there is a person, who can be asked what no script may answer */
  readonly interactive: boolean
  /** as `ask`; what is typed is not shown */
  askHidden(question: string): Promise<string | null>
}

/** What a verb gets: words of the command line, and the world around the process. */
export interface Invocation {
  readonly io: Io
  /** as typed, secrets taken out: for the audit and for "continue with" */
  readonly commandLine: string
  readonly args: readonly string[]
  /** by the flag's name with underscores: `wait_timeout` */
  readonly options: Readonly<Record<string, unknown>>
  readonly settings: GlobalSettings
  /** raised by the first signal: nothing new begins */
  readonly stop: AbortSignal
  /** raised by the second: what runs is ended */
  readonly abort: AbortSignal
  /** how to ask for the same again; absent where nobody typed it */
  readonly origin?: RunOrigin
  /** the run that a verb without a playbook keeps a journal for */
  readonly runId?: string
  /** Runs other words in place of this verb's, as if they had been typed there. */
  readonly again?: (origin: RunOrigin) => Promise<number>
}

/** Flags that every verb takes, and what the environment says. Durations are milliseconds. */
export interface GlobalSettings {
  /** DMBOOK_HOME, absolute */
  readonly home: string
  readonly cwd: string
  readonly userHome: string
  readonly user: string
  readonly yes: boolean
  readonly json: boolean
  readonly verbose: boolean
  readonly sshTimeoutMs: number
  readonly waitTimeoutMs: number
  /** DMBOOK_MIRROR */
  readonly mirror: string | null
  readonly ssh: 'builtin' | 'system' | 'none' | null
  /** SSH_AUTH_SOCK: the socket of an agent that holds keys */
  readonly agent: string | null
  /** EDITOR: a program with its arguments */
  readonly editor: string | null
  /** TIUP_HOME, absolute: what `tiup dm` keeps */
  readonly tiupHome: string
  /** where playbooks/ and schemas/ of the package lie */
  readonly packageRoot: string
}

/** A verb that is no playbook, or the one that runs all of them. Gives the exit code. */
export interface Command {
  run(invocation: Invocation): Promise<number>
}
