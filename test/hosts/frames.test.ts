import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Frames, newMark } from '../../src/hosts/frames.js'

const mark = newMark(() => '0123456789abcdef')

/** Feeds the bytes in pieces of this size; gives what each expected frame got. */
function cut(bytes: Buffer, { size, frames }: { size: number; frames: number }) {
  const stream = new Frames()
  const got = Array.from({ length: frames }, () => ({ data: Buffer.alloc(0), word: null as string | null }))
  for (const frame of got) {
    stream.expect(mark, {
      data: (chunk) => {
        frame.data = Buffer.concat([frame.data, chunk])
      },
      end: (word) => {
        frame.word = word
      },
    })
  }
  for (let at = 0; at < bytes.length; at += size) stream.feed(bytes.subarray(at, at + size))
  return got
}

describe('Frames', () => {
  const contents: readonly (readonly [string, Buffer])[] = [
    ['nothing', Buffer.alloc(0)],
    ['no last newline', Buffer.from('a')],
    ['a last newline', Buffer.from('a\n')],
    ['NULs and bytes that are no text', Buffer.from([0, 255, 0, 10, 128])],
    ['carriage returns', Buffer.from('a\r\nb\r\n')],
    ['the beginning of the mark', Buffer.from(mark.slice(0, -1))],
    ['the beginning of the mark, twice', Buffer.from(mark.slice(0, 5) + mark.slice(0, 5))],
    ['a mark of another script', Buffer.from('@fedcba9876543210=0\n')],
  ]
  for (const [name, content] of contents) {
    test(`keeps ${name}, however it is torn`, () => {
      const bytes = Buffer.concat([content, Buffer.from(`${mark}7\n`), content, Buffer.from(`${mark}0\n`)])
      for (let size = 1; size <= bytes.length; size++) {
        const expected = [
          { data: content, word: '7' },
          { data: content, word: '0' },
        ]
        assert.deepEqual(cut(bytes, { size, frames: 2 }), expected)
      }
    })
  }

  test('ends no frame before the whole line of its mark', () => {
    const bytes = Buffer.from(`out${mark}0\n`)
    for (let length = 0; length < bytes.length; length++) {
      assert.equal(cut(bytes.subarray(0, length), { size: 3, frames: 1 })[0]?.word, null)
    }
  })

  test('hands bytes on as they come, and drops what nobody expects', () => {
    const stream = new Frames()
    stream.feed(Buffer.from('stray'))
    const seen: string[] = []
    stream.expect(mark, { data: (chunk) => seen.push(chunk.toString()), end: (word) => seen.push(`end ${word}`) })
    stream.feed(Buffer.from('50%\n'))
    assert.deepEqual(seen, ['50%\n'])
    stream.feed(Buffer.from(`${mark}0\nstray`))
    assert.deepEqual(seen, ['50%\n', 'end 0'])
  })
})
