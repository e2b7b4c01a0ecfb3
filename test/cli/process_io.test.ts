import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../shape/imports.js'

const program = `
import { processIo } from './src/cli/process_io.ts'
const io = processIo(process)
const answers = []
for (const question of ['one?', 'two?', 'three?']) answers.push(await io.ask(question))
io.say('')
io.say(JSON.stringify(answers))
`

async function answers(write: (stdin: NodeJS.WritableStream) => void): Promise<unknown> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: join(root),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += String(chunk)
  })
  write(child.stdin)
  await new Promise((resolve) => child.on('close', resolve))
  return JSON.parse(out.trim().split('\n').at(-1) ?? '')
}

test('ask() reads a line for each question from a pipe, whatever the chunks', async () => {
  assert.deepEqual(await answers((stdin) => stdin.end('y\nn\nyes\n')), ['y', 'n', 'yes'])
})

test('ask() gives null at the end of input', async () => {
  assert.deepEqual(await answers((stdin) => stdin.end('y')), ['y', null, null])
})
