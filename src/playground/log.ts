// Log lines in the layout of DM's: [time] [LEVEL] [file] ["text"] [key=value].
// Appended at once, so that a killed process leaves what it said.

import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

export type LogFields = Readonly<Record<string, unknown>>

export interface Log {
  info(text: string, fields?: LogFields): void
  warn(text: string, fields?: LogFields): void
  error(text: string, fields?: LogFields): void
}

/** Writes to the file, or through `out` where the file is ''. */
export function openLog(file: string, out: (text: string) => void): Log {
  if (file !== '') mkdirSync(dirname(file), { recursive: true })
  const write = (level: string, text: string, fields: LogFields = {}) => {
    const line = `[${timeText(new Date())}] [${level}] [playground] [${quoted(text)}]${fieldsText(fields)}\n`
    if (file === '') out(line)
    else appendFileSync(file, line)
  }
  return {
    info: (text, fields) => write('INFO', text, fields),
    warn: (text, fields) => write('WARN', text, fields),
    error: (text, fields) => write('ERROR', text, fields),
  }
}

function timeText(now: Date): string {
  return `${now.toISOString().replaceAll('-', '/').replace('T', ' ').replace('Z', '')} +00:00`
}

function fieldsText(fields: LogFields): string {
  return Object.entries(fields)
    .map(([key, value]) => ` [${key}=${quoted(String(value))}]`)
    .join('')
}

function quoted(text: string): string {
  return /[\s"[\]=]/.test(text) ? JSON.stringify(text) : text
}
