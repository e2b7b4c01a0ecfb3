import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Sink } from '../../src/report/sink.js'
import { RecordingOutput } from './recording_output.js'

describe('Sink', () => {
  test('keeps what is written while held, in order', () => {
    const out = new RecordingOutput()
    const sink = new Sink(out)
    sink.hold()
    sink.write('a')
    sink.lines(['b', 'c'])
    assert.equal(out.text, '')
    sink.release()
    sink.write('d')
    assert.equal(out.text, 'ab\nc\nd')
  })

  test('takes everything and does nothing once its reader is gone', async () => {
    const out = new RecordingOutput()
    const sink = new Sink(out)
    out.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    sink.write('a')
    await sink.flush()
    assert.equal(out.text, '')
  })
})
