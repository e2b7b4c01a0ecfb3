import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unitName } from '../../src/services/unit_name.js'

test('unitName() takes what systemd takes unescaped, and nothing that leaves its folder', () => {
  for (const unit of ['dm-master-8261', 'node_exporter-9100', 'a@b.c:d']) assert.equal(unitName(unit), unit)
  for (const unit of ['', '-x', '.x', 'a/b', '../a', 'a b', 'a\nb', 'a;b', '$x']) {
    assert.throws(() => unitName(unit), /as only letters, digits/)
  }
})
