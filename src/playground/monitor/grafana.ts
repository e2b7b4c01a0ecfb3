// Plays grafana-server: takes its port from grafana.ini, shows a login page and its health.

import { readFileSync } from 'node:fs'
import { jsonReply, type Reply, textReply } from '../http/server.js'
import { type Program, Quit } from '../program.js'
import { readMonitorFlags } from './monitor_flags.js'
import { servePages } from './page_server.js'

export async function playGrafana(program: Program): Promise<void> {
  const text = { kind: 'string' } as const
  const { values } = readMonitorFlags(program, { homepath: text, config: text })
  const file = values.get('config') ?? ''
  const server = file === '' ? new Map<string, string>() : iniSection(readIni(file), 'server')
  const port = Number(server.get('http_port') ?? '3000')
  const health = { commit: program.stamp.gitHash, database: 'ok', version: program.stamp.version.replace(/^v/, '') }
  await servePages(program, {
    address: { host: server.get('http_addr') ?? '', port },
    pages: {
      '/login': () => html('Grafana'),
      '/': () => html('Grafana'),
      '/api/health': () => jsonReply(health),
    },
  })
}

function readIni(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Quit(1, `cannot read ${file}`)
  }
}

/** `key = value` of one section; later lines win, comments are left out. */
export function iniSection(text: string, name: string): Map<string, string> {
  const values = new Map<string, string>()
  let section = ''
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    section = /^\[(.+)\]$/.exec(line)?.[1] ?? section
    const found = /^([^;#=[]+?)\s*=\s*(.*)$/.exec(line)
    if (section === name && found !== null) values.set(found[1] ?? '', found[2] ?? '')
  }
  return values
}

function html(title: string): Reply {
  return { ...textReply(`<!doctype html><title>${title}</title>\n`), type: 'text/html; charset=utf-8' }
}
