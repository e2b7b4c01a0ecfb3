import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { acquireLock } from '../../src/state/lock.js'
import { type Typing, typed, withHome } from '../fakes/typed.js'
import { recorded, smallTopology } from './recorded.js'

const text = smallTopology([18_001, 18_002, 18_003, 18_004, 18_005, 18_006])
const warn = 'server_configs: { worker: { log-level: warn } }'

/** Edits with sed, one script for each time the editor is opened. */
const edit = (home: string, script: string, more: Typing = {}) =>
  typed(['edit-config', 'prod'], { home, env: { EDITOR: `sed -i -e '${script}'` }, ...more })

const metaOf = (home: string): string => readFileSync(join(home, 'clusters', 'prod', 'meta.yaml'), 'utf8')
const drafts = (home: string): string[] =>
  readdirSync(join(home, 'clusters', 'prod')).filter((name) => name.startsWith('edited'))

const withProd = (body: (home: string) => Promise<void>): Promise<void> =>
  withHome(async (home) => {
    await recorded(home, { topology: text })
    await body(home)
  })

describe('edit-config', () => {
  test('opens EDITOR, shows the difference, asks, saves, names reload', async () => {
    await withProd(async (home) => {
      const { code, out } = await edit(home, `$a${warn}`, { answers: ['y'] })
      assert.equal(code, 0)
      assert.match(out, /^--- prod\n\+\+\+ prod\n@@ .*\n(.*\n)*\+server_configs: \{ worker/)
      assert.match(out, /Save this as the configuration of prod\? \[y\/N\] Saved\. Apply it: dmbook reload prod/)
      assert.match(metaOf(home), /log-level: warn/)
      assert.deepEqual(drafts(home), [])
    })
  })

  test('keeps what was edited and changes nothing when the question is declined', async () => {
    await withProd(async (home) => {
      const before = metaOf(home)
      const { code, err } = await edit(home, `$a${warn}`)
      assert.equal(code, 6)
      const [draft = ''] = drafts(home)
      assert.match(err, new RegExp(`what was edited is kept: dmbook edit-config prod --topology-file .*${draft}`))
      assert.equal(statSync(join(home, 'clusters', 'prod', draft)).mode & 0o777, 0o600)
      assert.equal(metaOf(home), before)
      const file = join(home, 'clusters', 'prod', draft)
      assert.equal((await typed(['edit-config', 'prod', '--topology-file', file, '-y'], { home })).code, 0)
      assert.deepEqual(drafts(home), [])
    })
  })

  test('opens the broken text again until it is right', async () => {
    await withProd(async (home) => {
      const once = 's/name: m1,/name: m9,/;t;s/name: m9,/name: m1, numa_node: 7,/'
      const { code, err, out } = await edit(home, once, { answers: ['', 'y'] })
      assert.equal(code, 0, err)
      assert.match(err, /name as it was settled at deploy: m1 → m9\n[\s\S]*\^\^ it was m1/)
      assert.match(out, /Edit it again\? \[Y\/n\]/)
      assert.match(metaOf(home), /numa_node: "7"/)
    })
  })

  test('ends with 2 when a wrong text is given up', async () => {
    await withProd(async (home) => {
      const before = metaOf(home)
      for (const answers of [['n'], []]) {
        const { code, err } = await edit(home, 's/name: m1/nmae: m1/', { answers })
        assert.equal(code, 2)
        assert.match(err, /did you mean name\?[\s\S]*what was edited is kept/)
      }
      assert.equal(metaOf(home), before)
    })
  })

  test('says that nothing was changed, asking nothing', async () => {
    await withProd(async (home) => {
      assert.equal((await edit(home, '')).out, 'Nothing was changed.\n')
      assert.deepEqual(drafts(home), [])
      const same = join(home, 'same.yaml')
      writeFileSync(same, text)
      const { out } = await typed(['edit-config', 'prod', '--topology-file', same, '--json'], { home })
      assert.deepEqual(JSON.parse(out), { schema: 'dmbook/edit-config/v1', cluster: 'prod', changed: false })
    })
  })

  test('takes a ready text with --topology-file, and ends with 2 where that is wrong', async () => {
    await withProd(async (home) => {
      const file = join(home, 'new.yaml')
      writeFileSync(file, `${text}${warn}\n`)
      assert.equal((await typed(['edit-config', 'prod', '--topology-file', file, '-y'], { home })).code, 0)
      assert.match(metaOf(home), /log-level: warn/)
      writeFileSync(file, text.replace('name: w1', 'name: w9'))
      const { code, err } = await typed(['edit-config', 'prod', '--topology-file', file, '-y'], { home })
      assert.deepEqual([code, /worker_servers\[0\]\.name/.test(err)], [2, true])
      assert.equal((await typed(['edit-config', 'prod', '--topology-file', '/nowhere', '-y'], { home })).code, 2)
    })
  })

  test('never shows a secret', async () => {
    await withHome(async (home) => {
      await recorded(home, { topology: text.replace('port: 18006 }', 'port: 18006, password: hush }') })
      const { code, out, err } = await edit(home, 's/hush/whisper/', { answers: ['y'] })
      assert.equal(code, 0)
      assert.match(out, /A secret differs, which is not shown/)
      assert.doesNotMatch(out + err, /hush|whisper/)
      assert.match(metaOf(home), /whisper/)
    })
  })

  test('refuses without a terminal and EDITOR, and while somebody else changes the cluster', async () => {
    await withProd(async (home) => {
      const { code, err } = await typed(['edit-config', 'prod'], { home })
      assert.deepEqual([code, /no terminal.*\nhint: .*--topology-file/.test(err)], [6, true])
      const lock = await acquireLock(join(home, 'locks', 'prod.lock'), { command: 'other', user: 'ann', now: 1 })
      const busy = await edit(home, `$a${warn}`, { answers: ['y'] })
      assert.deepEqual([busy.code, /busy: other by ann/.test(busy.err)], [5, true])
      await lock.release()
    })
  })

  test('refuses a cluster that is not whole', async () => {
    await withHome(async (home) => {
      await recorded(home, { topology: text, state: 'destroying' })
      const { code, err } = await edit(home, `$a${warn}`)
      assert.deepEqual([code, /its destroy is not finished/.test(err)], [6, true])
    })
  })
})
