// Renders a Handlebars template and keeps the text in a file.
// With validate, a program on the machine judges the new text before it takes the old one's place.

import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import type { Writer } from '../hosts/host.js'
import { attributesOf, compareText } from './file_look.js'
import { anyExit, defineModule, ModuleError } from './module.js'
import { absolutePath, choice, list, object, octalMode, optional, string } from './params.js'

const params = object({
  src: string('Template file, relative to the playbook.'),
  dest: absolutePath('Where the text lies; its directory must exist.'),
  mode: octalMode('Octal permissions.', { default: '0644' }),
  owner: optional(string('User that owns it; the user of the task when absent.')),
  group: optional(string('Group that owns it.')),
  form: optional(
    choice(
      ['script', 'toml', 'yaml', 'ini'],
      'Where somebody else wrote the file, its settings count and not its bytes; absent: the bytes always.',
    ),
  ),
  validate: optional(
    list(string('A word; {file} stands for the new text beside dest.'), 'Program that must end with 0.'),
  ),
})
type Params = Static<typeof params>

export const template = defineModule({
  kind: 'state',
  early: true,
  summary: 'Keep a file with the text of a template.',
  description:
    'The template sees what expressions of its task do: host, vars, item, registers. Rendering is strict: an unknown ' +
    'name is an error. validate runs before the text is put into place, and only where it changed. With a form, a file ' +
    'that dmbook did not write stays as it is where its settings are those of the template: in another order, or as tiup ' +
    'dm spells them.',
  params,
  template: 'src',
  examples: [
    { src: 'templates/dm-master.toml.hbs', dest: '/dm-deploy/dm-master-8261/conf/dm-master.toml' },
    {
      src: 'templates/prometheus.yml.hbs',
      dest: '/dm-deploy/prometheus-9090/conf/prometheus.yml',
      validate: ['/dm-deploy/prometheus-9090/bin/prometheus/promtool', 'check', 'config', '{file}'],
    },
  ],

  async check(host, want, tools) {
    const text = await tools.render(want.src, {})
    return compareText(host, { ...want, path: want.dest, text })
  },

  async apply(host, want, tools) {
    const text = await tools.render(want.src, {})
    if (want.validate) await validated(host, want, text)
    await host.write(want.dest, text, attributesOf(want))
  },
})

async function validated(host: Writer, { dest, validate = [], ...want }: Params, text: string): Promise<void> {
  const beside = `${dest}.dmbook-check`
  await host.write(beside, text, attributesOf(want))
  const words = validate.map((word) => word.replaceAll('{file}', beside))
  const { rc, stdout, stderr } = await host.run(sh`${words}; rc=$?; rm -f ${beside}; exit $rc`, { accept: anyExit })
  if (rc === 0) return
  throw new ModuleError(`cannot put ${dest} into place as ${validate[0]} refuses the new text`, {
    detail: [stdout, stderr].join('\n').trim(),
    result: { rc, stdout, stderr },
  })
}
