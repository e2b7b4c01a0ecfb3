import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { OutputError, ScriptTimeoutError } from '../../src/hosts/errors.js'
import { Exchange, outputLimitBytes } from '../../src/hosts/exchange.js'

function exchange(given: { timeoutMs?: number; signal?: AbortSignal; onOutput?: (text: string) => void } = {}) {
  const cancels: string[] = []
  const made = new Exchange({
    machine: 'm1',
    doing: 'run x',
    timeoutMs: 60_000,
    cancel: () => cancels.push('cancel'),
    ...given,
  })
  const end = (rc: string): void => {
    made.stdout.end(rc)
    made.stderr.end('')
  }
  return { made, cancels, end }
}

describe('Exchange', () => {
  test('gives the exit code and both outputs when both streams have ended', async () => {
    const { made, end } = exchange()
    made.begin()
    made.stdout.data(Buffer.from('a'))
    made.stderr.data(Buffer.from('warn'))
    made.stdout.data(Buffer.from([0]))
    assert.equal(made.framed, false)
    end('3')
    assert.equal(made.framed, true)
    assert.deepEqual(await made.result, { rc: 3, stdout: Buffer.from([97, 0]), stderr: Buffer.from('warn') })
  })

  test('a time limit cancels, and fails only when the machine is done', async () => {
    const { made, cancels, end } = exchange({ timeoutMs: 1 })
    made.begin()
    let over = false
    const result = assert.rejects(made.result, ScriptTimeoutError).then(() => {
      over = true
    })
    while (cancels.length === 0) await new Promise(setImmediate)
    await new Promise(setImmediate)
    assert.equal(over, false)
    end('143')
    await result
    assert.deepEqual(cancels, ['cancel'])
  })

  test('an abort before its turn ends it at once, without a cancel', async () => {
    const abort = new AbortController()
    const { made, cancels } = exchange({ signal: abort.signal })
    abort.abort(new Error('interrupted'))
    await assert.rejects(made.result, /interrupted/)
    assert.deepEqual(cancels, [])
  })

  test('an abort during its turn cancels, and fails with its reason', async () => {
    const abort = new AbortController()
    const { made, cancels, end } = exchange({ signal: abort.signal })
    made.begin()
    abort.abort(new Error('interrupted'))
    assert.deepEqual(cancels, ['cancel'])
    end('0')
    await assert.rejects(made.result, /interrupted/)
  })

  test('a lost connection fails it, and never looks like rc 0', async () => {
    const { made, end } = exchange()
    made.begin()
    made.stdout.end('0')
    made.lose(new Error('lost'))
    end('0')
    await assert.rejects(made.result, /lost/)
  })

  test('too much output cancels, and is not kept', async () => {
    const { made, cancels, end } = exchange()
    made.begin()
    const chunk = Buffer.alloc(outputLimitBytes / 4)
    for (let count = 0; count < 6; count++) made.stdout.data(chunk)
    assert.deepEqual(cancels, ['cancel'])
    end('0')
    await assert.rejects(
      made.result,
      (error) => error instanceof OutputError && /more than 64.0 MiB/.test(error.message),
    )
  })

  test('onOutput gets text, a character whole even when torn', () => {
    const seen: string[] = []
    const { made } = exchange({ onOutput: (text) => seen.push(text) })
    const bytes = Buffer.from('ö\n')
    made.stdout.data(bytes.subarray(0, 1))
    made.stdout.data(bytes.subarray(1))
    assert.equal(seen.join(''), 'ö\n')
  })
})
