import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { chooseReporter, type Surroundings } from '../../src/report/choose.js'

describe('chooseReporter()', () => {
  const cases: [Omit<Partial<Surroundings>, 'json'> & { json?: boolean }, string, boolean][] = [
    [{ terminal: true }, 'tree', true],
    [{ terminal: false }, 'lines', false],
    [{ terminal: true, term: 'dumb' }, 'lines', false],
    [{ terminal: true, json: true }, 'json', false],
    [{ json: true, forceColor: '1' }, 'json', false],
    [{ terminal: true, noColor: '1' }, 'tree', false],
    [{ terminal: true, noColor: '' }, 'tree', true],
    [{ terminal: false, forceColor: '1' }, 'lines', true],
    [{ terminal: true, forceColor: '0' }, 'tree', false],
    [{ terminal: false, forceColor: '1', noColor: '1' }, 'lines', false],
  ]
  for (const [around, kind, color] of cases) {
    test(`takes ${kind}, colour ${color}, for ${JSON.stringify(around)}`, () => {
      assert.deepEqual(chooseReporter({ json: false, terminal: false, ...around }), { kind, color })
    })
  }
})
