import assert from 'node:assert/strict'
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { lastWords } from '../../src/modules/last_words.js'
import { fakeInstance, fakeServices, fakeTools } from './fake_tools.js'
import { localMachine } from './local_machine.js'

test('lastWords() tells what the unit said, and the end of each log that was just written, no line twice', async (t) => {
  const { host, folder, close } = await localMachine()
  t.after(close)
  const lines = Array.from({ length: 9 }, (_, index) => `line ${index}\n`).join('')
  await writeFile(join(folder, 'dm-worker.log'), lines)
  await writeFile(join(folder, 'dm-worker_stderr.log'), 'no such option: x\n'.repeat(3))
  await writeFile(join(folder, 'dm-worker_stdout.log'), '')
  await writeFile(join(folder, 'of_before.log'), 'long ago\n')
  await utimes(join(folder, 'of_before.log'), 1, 1)
  const tools = fakeTools({ host: fakeInstance({ log_dir: folder }), services: fakeServices() })
  assert.equal(
    await lastWords(host, tools, 'u'),
    `panic: no such file
${folder}/dm-worker.log:
line 4
line 5
line 6
line 7
line 8
${folder}/dm-worker_stderr.log:
no such option: x
`,
  )
})

test('lastWords() has the unit alone where there is no log directory', async (t) => {
  const { host, close } = await localMachine()
  t.after(close)
  for (const log_dir of [null, '/nowhere/at/all'])
    assert.equal(await lastWords(host, fakeTools({ host: fakeInstance({ log_dir }) }), 'u'), 'panic: no such file\n')
})
