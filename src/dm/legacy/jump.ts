// The jump host before the hosts of DM 1.0, where Ansible was told of one: in ansible_ssh_common_args and its like, or in
// ssh_args of ansible.cfg. Plain forms are understood: -J HOST, ProxyJump=HOST, ProxyCommand="ssh -W %h:%p HOST" with -p,
// -l and -i. Nothing of it is run.

import { shellWords } from '../../language/ansible/shell_words.js'
import type { AnsibleCfg } from './ansible_cfg.js'
import type { LegacyProcess } from './process.js'

export interface Jump {
  readonly host: string
  readonly port: string | null
  readonly user: string | null
  readonly key: string | null
}

/** `strange`: there is something in between that is none of the plain forms, or not the same for all hosts. */
export type JumpFound = { readonly kind: 'none' | 'strange' } | { readonly kind: 'jump'; readonly jump: Jump }

export function jumpBefore(processes: readonly LegacyProcess[], cfg: Pick<AnsibleCfg, 'sshArgs'>): JumpFound {
  const found = processes.map(({ vars }) => {
    const said = (name: string): string | undefined => vars.get(name)?.value
    const args = said('ansible_ssh_args') ?? cfg.sshArgs ?? ''
    return jumpIn([said('ansible_ssh_common_args'), said('ansible_ssh_extra_args'), args].join(' '))
  })
  const [first = none] = found
  return found.every((one) => JSON.stringify(one) === JSON.stringify(first)) ? first : strange
}

const none: JumpFound = { kind: 'none' }
const strange: JumpFound = { kind: 'strange' }

/** Of the words of one ssh. */
export function jumpIn(args: string): JumpFound {
  const options = wordsOf(args)
  if (options === null) return strange
  for (const [flag, value] of flagsOf(options)) {
    if (flag === 'J') return jumpTo(value)
    const [, key = '', text = ''] = flag === 'o' ? (/^(\w+)(?:\s*=\s*|\s+)(.*)$/.exec(value) ?? []) : []
    if (/^proxyjump$/i.test(key)) return jumpTo(text)
    if (/^proxycommand$/i.test(key)) return commandJump(text)
  }
  return none
}

const wordsOf = (line: string): string[] | null => {
  const read = shellWords(line)
  return read.kind === 'words' ? read.words.map(({ text }) => text) : null
}

const withValue = /^-([bcDEeFIiJLlmOopQRSWw])(.*)$/s

/** Flags with a value as pairs, the others with an empty one; words that are no flags have the flag ''. */
function flagsOf(words: readonly string[]): (readonly [flag: string, value: string])[] {
  const flags: (readonly [string, string])[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const [, flag, glued] = withValue.exec(word) ?? []
    if (flag === undefined) flags.push(word.startsWith('-') ? [word.slice(1), ''] : ['', word])
    else if (glued) flags.push([flag, glued])
    else {
      at += 1
      flags.push([flag, words[at] ?? ''])
    }
  }
  return flags
}

/** `user@host:port`, one of them. */
function jumpTo(text: string): JumpFound {
  if (text === 'none' || text === '') return none
  const [, user = null, bracketed, bare, port = null] =
    /^(?:ssh:\/\/)?(?:([^@,]+)@)?(?:\[([^\]]+)\]|([^,:[\]]+))(?::(\d+))?\/?$/.exec(text) ?? []
  const host = bracketed ?? bare
  return host === undefined ? strange : { kind: 'jump', jump: { host, port, user, key: null } }
}

/** `ssh … -W %h:%p … HOST` and no more. */
function commandJump(text: string): JumpFound {
  const [program, ...words] = wordsOf(text) ?? []
  if (program === undefined || !/^(?:\S*\/)?ssh$/.test(program)) return /^none$/i.test(text) ? none : strange
  const flags = flagsOf(words)
  const value = (name: string): string | null => flags.find(([flag]) => flag === name)?.[1] ?? null
  const hosts = flags.filter(([flag]) => flag === '')
  const known = flags.every(([flag]) => ['', 'W', 'p', 'l', 'i', 'o', 'q', 'T', 'x', 'A', 'a'].includes(flag))
  const forwards = /^\[?%h\]?:%p$/.test(value('W') ?? '')
  const to = hosts.length === 1 && known && forwards ? jumpTo(hosts[0]?.[1] ?? '') : strange
  if (to.kind !== 'jump') return strange
  const { jump } = to
  return {
    kind: 'jump',
    jump: { ...jump, port: value('p') ?? jump.port, user: value('l') ?? jump.user, key: value('i') },
  }
}
