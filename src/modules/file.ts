// Keeps one file (its content, owner and mode), one link, or its absence. Missing parents are not made, and what is of
// another kind is not replaced: both are mistakes more often than wishes.

import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import type { LocalFile, Reader, Writer } from '../hosts/host.js'
import { attributesOf, compareAttributes, compareText, lookAtFile, together } from './file_look.js'
import { keepsMode } from './foreign_file.js'
import { localFile } from './local_file.js'
import { blocked, type Check, defineModule, differs, ModuleError, same } from './module.js'
import { absolutePath, boolean, choice, object, octalMode, optional, string } from './params.js'
import type { Tools } from './tools.js'

const params = object({
  path: absolutePath('Where it lies; its directory must exist.'),
  state: choice(['file', 'link', 'absent'], 'What is there.', { default: 'file' }),
  content: optional(string('The whole text. Without content and src the text does not count.')),
  src: optional(string('A file of the control machine, relative to the playbook, instead of content.')),
  target: optional(string('Where the link points.')),
  mode: octalMode('Octal permissions of a file.', { default: '0644' }),
  keep_mode: optional(boolean('With src: a file that holds it already keeps its mode, unless others may write to it.')),
  owner: optional(string('User that owns it; the user of the task when absent.')),
  group: optional(string('Group that owns it.')),
})
type Params = Static<typeof params>

export const file = defineModule({
  kind: 'state',
  early: true,
  summary: 'Keep a file, a link, or its absence.',
  description:
    'Written as a temporary file and renamed, so that a reader sees the old text or the new one. Makes no directories. ' +
    'absent removes a file or a link, never a directory. Without content and src a missing file is made empty.',
  params,
  examples: [
    { path: '/etc/motd', content: 'Ask before you reboot.\n' },
    { path: '/dm-deploy/tls/ca.crt', src: 'tls/ca.crt', mode: '0600', owner: 'tidb' },
    { path: '/usr/local/bin/dmctl', state: 'link', target: '/dm-deploy/dmctl/dmctl' },
    { path: '/tmp/old', state: 'absent' },
  ],

  async check(host, want, tools) {
    if (want.state === 'absent') return checkAbsent(host, want.path)
    if (want.state === 'link') return checkLink(host, want)
    if (want.src !== undefined) return checkSource(host, want, await source(want.src, tools))
    return want.content === undefined ? checkAttributes(host, want) : compareText(host, { ...want, text: want.content })
  },

  async apply(host, want, tools) {
    if (want.state === 'absent') await host.run(sh`rm -f ${want.path}`)
    else if (want.state === 'link') await makeLink(host, want)
    else if (want.src !== undefined) await host.send(await source(want.src, tools), want.path, attributesOf(want))
    else await host.write(want.path, want.content ?? (await host.text(want.path)) ?? '', attributesOf(want))
  },
})

function source(src: string, tools: Tools): Promise<LocalFile> {
  return localFile(src, tools)
}

async function checkAbsent(host: Reader, path: string): Promise<Check> {
  const { kind } = await host.stat(path)
  if (kind === 'missing') return same()
  return kind === 'directory'
    ? blocked(`cannot remove ${path} as it is a directory`, 'the module directory deletes those that carry a mark')
    : differs(`remove ${path}`)
}

async function checkLink(host: Reader, { path, target }: Params): Promise<Check> {
  if (target === undefined) return blocked(`cannot make the link ${path} as no target is given`)
  const found = await host.stat(path)
  if (found.kind === 'missing') return differs(`link ${path} → ${target}`)
  if (found.kind !== 'link') return blocked(`cannot make the link ${path} as a ${found.kind} is there`)
  return found.target === target ? same() : differs(`target ${found.target} → ${target}`)
}

/** A new link beside it, then renamed over it; -T keeps mv from entering what a link points at. */
async function makeLink(host: Writer, { path, target = '' }: Params): Promise<void> {
  const fresh = `${path}.dmbook-new`
  await host.run(sh`rm -f ${fresh} && ln -s -- ${target} ${fresh} && mv -fT ${fresh} ${path}`)
}

async function checkAttributes(host: Reader, want: Params): Promise<Check> {
  const found = await host.stat(want.path)
  if (found.kind === 'missing') return differs(`create ${want.path}, empty`)
  return found.kind === 'file' ? compareAttributes(found, want) : notAFile(want.path, found.kind)
}

async function checkSource(host: Reader, want: Params, { sha256 }: LocalFile): Promise<Check> {
  if (want.content !== undefined) throw new ModuleError(`cannot keep ${want.path} as it has both content and src`)
  const { stat, digest } = await lookAtFile(host, want.path)
  if (stat.kind === 'missing') return differs(`create ${want.path}`)
  if (stat.kind !== 'file') return notAFile(want.path, stat.kind)
  const content = digest === sha256 ? same() : differs(`replace ${want.path}`)
  if (want.keep_mode && content.kind === 'same' && keepsMode(stat, want.mode)) return content
  return together([content, compareAttributes(stat, want)])
}

const notAFile = (path: string, kind: string): Check => blocked(`cannot keep ${path} as a file as it is a ${kind}`)
