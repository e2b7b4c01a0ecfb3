import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { commentOf, look, madeOf } from '../../src/modules/user_look.js'
import { fakeHost } from '../fakes/fake_host.js'

const found = (stdout: string) => look(fakeHost().expect(/getent/, { stdout }), { name: 'tidb', home: '/home/tidb' })

describe('look()', () => {
  test('finds an account, and that somebody else made it', async () => {
    const { account } = await found('passwd=tidb:x:1001:1001:The DBA:/home/tidb:/bin/bash\ngroup=dba\n')
    assert.deepEqual(account, { uid: 1001, group: 'dba', home: '/home/tidb', made: null })
  })

  test('finds for whom dmbook made it', async () => {
    const { account } = await found('passwd=tidb:x:1001:1001:dmbook made it for a b:/home/tidb:/bin/bash\ngroup=tidb\n')
    assert.deepEqual(account?.made, { group: false, marks: ['a', 'b'] })
  })

  test('finds none, and what lies where its home would be', async () => {
    assert.deepEqual(await found(''), { account: null, homeTaken: false, obstacles: [] })
    assert.deepEqual(await found('taken=yes\n'), { account: null, homeTaken: true, obstacles: [] })
  })

  test('says every obstacle in words', async () => {
    const { obstacles } = await found(
      'passwd=a:x:1:1::/h:\ngroup=a\nprocess=7: sleep\nmark=/h/d\nmount=/h/m/\nowner=/h\n',
    )
    assert.deepEqual(obstacles, [
      'it runs process 7: sleep',
      'a directory of a cluster lies in its home: /h/d',
      'something is mounted in its home: /h/m/',
      'its home belongs to somebody else: /h',
    ])
  })
})

describe('madeOf()', () => {
  test('reads what commentOf() writes, and nothing else', () => {
    for (const made of [
      { group: true, marks: ['a'] },
      { group: false, marks: ['a', 'b-2'] },
    ]) {
      assert.deepEqual(madeOf(commentOf(made)), made)
    }
    for (const comment of ['', 'dmbook', 'dmbook made it for', 'dmbook made it for a,,', 'xdmbook made it for a']) {
      assert.equal(madeOf(comment), null)
    }
  })
})
