import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Screen } from '../../src/report/screen.js'
import { Sink } from '../../src/report/sink.js'
import { RecordingOutput } from './recording_output.js'
import { Terminal } from './terminal.js'

function screenOf(columns = 80) {
  const out = new RecordingOutput()
  const size = { columns }
  const screen = new Screen(new Sink(out), () => size.columns)
  const seen = () => {
    const terminal = new Terminal()
    terminal.write(out.text)
    return terminal.text
  }
  return { out, screen, size, seen }
}

describe('Screen', () => {
  test('repaints the live rows and keeps what stands above', () => {
    const { screen, seen } = screenOf()
    screen.draw(['first'], ['one', 'two'])
    screen.draw([], ['one more', 'two'])
    screen.draw(['second'], ['three'])
    assert.equal(seen(), 'first\nsecond\nthree')
    screen.draw(['last'], [])
    assert.equal(seen(), 'first\nsecond\nlast')
  })

  test('writes nothing where nothing is new', () => {
    const { out, screen } = screenOf()
    screen.draw([], ['one'])
    screen.draw([], ['one'])
    assert.equal(out.writes, 1)
  })

  test('moves up over rows that a narrower terminal has folded', () => {
    const { out, screen, size } = screenOf(80)
    screen.draw([], ['x'.repeat(70)])
    size.columns = 40
    screen.draw([], ['short'])
    assert.ok(out.text.includes('\x1b[2A'))
  })
})
