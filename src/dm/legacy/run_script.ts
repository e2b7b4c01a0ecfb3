// A run script of dm-ansible, read as a shell reads it: assignments, and the command that becomes the process. Quotes,
// continued lines, comments and ${DEPLOY_DIR} are understood; nothing is run.

/** `flags` by name without dashes; a flag without a value has an empty one. */
export interface RunScript {
  readonly deployDir: string
  /** the program, as it is written: `bin/dm-worker` */
  readonly program: string
  readonly flags: ReadonlyMap<string, string>
  /** words of the command that are no flags */
  readonly words: readonly string[]
}

/** Null where the script starts nothing, or does not say from where. */
export function readRunScript(text: string): RunScript | null {
  const commands = commandsOf(text)
  const variables = new Map<string, string>()
  for (const command of commands) {
    const words = command.map((word) => expanded(word, variables))
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(words[0] ?? '') ?? []
    if (name !== undefined && words.length === 1) variables.set(name, value ?? '')
    const exec = words.indexOf('exec')
    const program = exec < 0 ? undefined : words[exec + 1]
    const deployDir = variables.get('DEPLOY_DIR')
    if (program === undefined || !/^[\w./-]+$/.test(program) || deployDir === undefined) continue
    return { deployDir, program, ...flagsOf(words.slice(exec + 2)) }
  }
  return null
}

function flagsOf(words: readonly string[]): Pick<RunScript, 'flags' | 'words'> {
  const flags = new Map<string, string>()
  const others: string[] = []
  const end = words.findIndex((word) => /^\d*>/.test(word))
  const own = end < 0 ? words : words.slice(0, end)
  for (let at = 0; at < own.length; at += 1) {
    const [, name, value] = /^--?([A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(own[at] ?? '') ?? []
    const next = own[at + 1]
    if (name === undefined) others.push(own[at] ?? '')
    else if (value !== undefined || next === undefined || next.startsWith('-')) flags.set(name, value ?? '')
    else {
      flags.set(name, next)
      at += 1
    }
  }
  return { flags, words: others }
}

const expanded = (word: string, variables: ReadonlyMap<string, string>): string =>
  word.replaceAll(/\$\{(\w+)\}|\$(\w+)/g, (found, braced, bare) => variables.get(braced ?? bare) ?? found)

const tokens = /\\\r?\n|\\.|'[^']*'|"(?:\\.|[^"\\])*"|\r?\n|[ \t]+|#[^\n]*|[^\\'"\s#]+|./gs

/** Commands as lists of words: a newline ends one, unless a backslash stands before it. Redirections are words too. */
function commandsOf(text: string): string[][] {
  const commands: string[][] = []
  let words: string[] = []
  let word: string | null = null
  const end = (): void => {
    if (word !== null) words.push(word)
    word = null
  }
  for (const [token] of `${text}\n`.matchAll(tokens)) {
    if (token.startsWith('#') && word === null) continue
    if (!/^(\\\r?\n|\s+)$/.test(token)) {
      word = (word ?? '') + unquoted(token)
      continue
    }
    end()
    if (!/^\r?\n$/.test(token)) continue
    if (words.length > 0) commands.push(words)
    words = []
  }
  return commands
}

function unquoted(token: string): string {
  if (/^'.*'$/s.test(token)) return token.slice(1, -1)
  if (/^".*"$/s.test(token)) return token.slice(1, -1).replaceAll(/\\(["\\$`])/g, '$1')
  return token.startsWith('\\') ? token.slice(1) : token
}
