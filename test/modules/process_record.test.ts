import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { processRecord } from '../../src/modules/process_record.js'
import { fakeFacts, fakeHost } from '../fakes/fake_host.js'
import { fakeServices, fakeTools, running, stopped, summary } from './fake_tools.js'

/** Up for 1000 s at second 5000; the newest file is of this second. */
const host = (newest: number) =>
  fakeHost()
    .expect(/sort -n/, { stdout: `1000.00 1.00\n5000\n${newest}\n` })
    .expect(/sha256sum/, { stdout: '1000.00 1.00\nnow  -\n' })
    .expect(/^cat \/proc\/uptime$/, { stdout: '1000.00 1.00\n' })
    .allowWrites()

describe('process_record', () => {
  for (const [what, newest, seen, said] of [
    ['files from before the start', 4_100, 19_999, /runs the files that are there/],
    ['files changed later', 4_900, 100_000, /older than its files: the next reload restarts it/],
  ] as const)
    test(`${what} are noted so`, async () => {
      const services = fakeServices().see(running(20_000))
      const tools = fakeTools({ services })
      const found = summary(await processRecord.check(host(newest), {}, tools))
      assert.match(String(found), said)
      await processRecord.apply(host(newest), {}, tools)
      assert.deepEqual(services.records.get('dm-worker-8262'), {
        digest: 'now',
        bootId: fakeFacts.boot_id,
        seenTicks: seen,
      })
      assert.equal(summary(await processRecord.check(host(newest), {}, tools)), 'same')
    })

  test('leaves alone what has no process, and a record that is there', async () => {
    const still = fakeTools({ services: fakeServices().see(stopped) })
    assert.equal(summary(await processRecord.check(host(0), {}, still)), 'same')
    const services = fakeServices().see(running(20_000))
    services.records.set('dm-worker-8262', { digest: 'other', bootId: 'b', seenTicks: 1 })
    assert.equal(summary(await processRecord.check(host(0), {}, fakeTools({ services }))), 'same')
  })
})
