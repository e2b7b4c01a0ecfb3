import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { durationText, parseDuration } from '../../src/core/duration.js'

describe('parseDuration()', () => {
  const cases: [string | number, number | null][] = [
    ['300', 300_000],
    [300, 300_000],
    ['300s', 300_000],
    ['1.5s', 1500],
    ['250ms', 250],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
    [' 5s ', 5000],
    ['', null],
    ['s', null],
    ['-5', null],
    ['5 s', null],
    ['1m x', null],
  ]
  for (const [text, ms] of cases) {
    test(`reads "${text}" as ${ms}`, () => assert.equal(parseDuration(text)?.ms ?? null, ms))
  }
})

describe('durationText()', () => {
  const cases: [number, string][] = [
    [0, '0ms'],
    [350, '350ms'],
    [4230, '4.2s'],
    [4000, '4s'],
    [185_000, '3m 05s'],
    [7_620_000, '2h 07m'],
  ]
  for (const [ms, text] of cases) test(`shows ${ms} as ${text}`, () => assert.equal(durationText(ms), text))
})
