import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { make, remove, setComment } from '../../src/modules/user_scripts.js'

const lines = (script: string): string[] => script.split('\n')
const locked = ['PATH=$PATH:/usr/sbin:/sbin', 'exec 9</etc']

describe('make()', () => {
  test('notes in the account itself whether its group was made too', () => {
    const script = lines(make({ name: 'tidb', home: '/home/tidb', mark: 'm1' }))
    assert.deepEqual(script.slice(0, 2), locked)
    assert.deepEqual(script.slice(3), [
      'if getent group tidb >/dev/null; then',
      "  comment='dmbook made it for m1'",
      'else',
      "  comment='dmbook made it and its group for m1'",
      '  groupadd tidb || exit 1',
      'fi',
      'useradd -m -d /home/tidb -s /bin/bash -g tidb -c "$comment" tidb',
    ])
  })

  test('notes nothing without a mark: then it stays for good', () => {
    assert.match(make({ name: 'tidb', home: '/h', shell: '/bin/sh' }), /comment=''[\s\S]*-s \/bin\/sh/)
  })
})

describe('setComment() and remove()', () => {
  test('refuse where the note has changed since', () => {
    const guard =
      /\[ "\$\(getent passwd tidb \| cut -d: -f5\)" = 'a b' \] \|\| \{ echo 'its comment has changed' >&2; exit 1; \}/
    assert.match(setComment('tidb', 'a b', 'c'), guard)
    assert.match(remove({ name: 'tidb', comment: 'a b', group: null }), guard)
  })

  test('remove() takes a group along only where it was made with the account', () => {
    assert.doesNotMatch(remove({ name: 'tidb', comment: 'c', group: null }), /groupdel/)
    assert.match(remove({ name: 'tidb', comment: 'c', group: 'dba' }), /^! getent group dba .*\|\| groupdel dba$/m)
  })
})
