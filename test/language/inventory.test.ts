import assert from 'node:assert/strict'
import { test } from 'node:test'
import { controlId } from '../../src/language/inventory.js'

test('controlId names the one host of the group control', () => assert.equal(controlId, 'control'))
