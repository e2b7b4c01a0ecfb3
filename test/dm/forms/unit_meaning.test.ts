import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unitMeaning } from '../../../src/dm/forms/unit_meaning.js'

test('unitMeaning() sees one program behind two commands', () => {
  const start = (command: string) => unitMeaning(`[Service]\nExecStart=${command}\n`)?.get('Service.ExecStart')
  assert.equal(start("/bin/bash -c '/dm/run.sh'"), '/dm/run.sh')
  assert.equal(start('/dm/run.sh'), '/dm/run.sh')
  assert.equal(start("/bin/bash -c '/dm/run.sh; reboot'"), "/bin/bash -c '/dm/run.sh; reboot'")
})

test('unitMeaning() keeps what is given twice, and takes no empty text', () => {
  assert.equal(unitMeaning('[Service]\nExecStartPre=a\nExecStartPre=b\n')?.get('Service.ExecStartPre'), 'a\nb')
  assert.equal(unitMeaning('# nothing\n'), null)
})
