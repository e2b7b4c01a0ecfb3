// `template`: a topology to start from, printed to standard output.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command, Invocation } from '../cli/io.js'
import { exitCodes } from '../core/error.js'
import { type LocalWishes, localDefaults, localTopology, templateFile } from '../dm/template_verb.js'

export const template: Command = {
  async run({ io, options, settings }) {
    const shipped = (kind: 'minimal' | 'full') =>
      readFile(join(settings.packageRoot, 'inventories', templateFile(kind)), 'utf8')
    if (options.full === true) io.out.write(await shipped('full'))
    else io.out.write(options.local === true ? localTopology(wishes(options)) : await shipped('minimal'))
    return exitCodes.ok
  },
}

function wishes(options: Invocation['options']): LocalWishes {
  const { hosts, ...plain } = localDefaults
  const text = (name: string, fallback: string): string =>
    typeof options[name] === 'string' ? options[name] : fallback
  const list = (name: string, fallback: readonly string[]): readonly string[] => {
    const given = options[name]
    return Array.isArray(given) ? given.map(String) : fallback
  }
  return {
    user: text('user', plain.user),
    group: text('group', plain.group),
    systemdMode: options.systemd_mode === 'user' ? 'user' : 'system',
    sshPort: Number(text('ssh_port', String(plain.sshPort))),
    deployDir: text('deploy_dir', plain.deployDir),
    dataDir: text('data_dir', plain.dataDir),
    arch: text('arch', plain.arch),
    hosts: {
      'dm-master': list('master_servers', hosts['dm-master']),
      'dm-worker': list('worker_servers', hosts['dm-worker']),
      prometheus: list('monitoring_servers', hosts.prometheus),
      grafana: list('grafana_servers', hosts.grafana),
      alertmanager: list('alertmanager_servers', hosts.alertmanager),
    },
  }
}
