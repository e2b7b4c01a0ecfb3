import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  clusterFlags,
  type Flag,
  globalFlags,
  loginFlags,
  proxyFlags,
  runFlags,
  selectFlags,
  vaultFlags,
} from '../../src/cli/flags.js'
import { importsOf } from '../shape/imports.js'

const lists = { clusterFlags, globalFlags, loginFlags, runFlags, selectFlags }
const all: readonly Flag[] = Object.values(lists).flat()

describe('flags', () => {
  test('a verb may have all of them: no two share a name or a letter', () => {
    const words = all.flatMap(({ name, short }) => [`--${name}`, ...(short ? [`-${short}`] : [])])
    assert.deepEqual(
      words.filter((word, index) => words.indexOf(word) !== index),
      [],
    )
  })

  test('those of the jump host and of the vault can be given to every verb', () => {
    for (const flag of [...proxyFlags, ...vaultFlags]) assert.ok(globalFlags.includes(flag), flag.name)
  })

  for (const { name, summary, takes, choices, many } of all)
    test(`--${name} can be read in one line of help`, () => {
      assert.match(summary, /^([a-z]|SSH )[^\n]*[^.\s]$/)
      assert.ok(takes !== null || (!choices && !many), 'a switch takes nothing')
      for (const choice of choices ?? []) assert.match(choice, /^[a-z]+$/)
    })

  test('cost nothing to load', () => {
    assert.deepEqual(
      importsOf('src/cli/flags.ts').filter(({ typeOnly }) => !typeOnly),
      [],
    )
  })
})
