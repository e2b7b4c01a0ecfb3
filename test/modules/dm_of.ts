// A cluster whose DM is asked by its client: tools for the modules that export and import.

import type { TestContext } from 'node:test'
import type { ClusterMeta } from '../../src/state/cluster_store.js'
import type { FakeDmctl } from '../fakes/fake_dmctl.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { fakeDm } from './fake_dm.js'
import { fakeStore } from './fake_store.js'
import { type FakeTools, fakeTools } from './fake_tools.js'

export interface DmTools extends FakeTools {
  /** of the cluster */
  readonly folder: string
  /** versions that a client was asked for */
  readonly wanted: string[]
}

/** `status` null: no master answers. */
export function dmTools(
  test: TestContext,
  dmctl: FakeDmctl,
  { meta = {}, running = 'v8.1.0' }: { meta?: Partial<ClusterMeta>; running?: string | null } = {},
): DmTools {
  const folder = temporaryFolder(test)
  const wanted: string[] = []
  const status = running === null ? null : new Map([['Release Version', running]])
  const tools = fakeTools({
    cluster: fakeStore(meta, folder),
    dm: fakeDm({ status }, ['m1:8261']),
    dmctl: async (version) => {
      wanted.push(version)
      return dmctl
    },
  })
  return { ...tools, folder, wanted }
}

export const sourceText = (id: string, more = ''): string =>
  `source-id: ${id}\nfrom: { host: 127.0.0.1, port: 3306, password: "sesame-1" }\n${more}`

export const taskText = (name: string, source: string): string =>
  `name: ${name}\ntask-mode: incremental\nmysql-instances: [{ source-id: ${source} }]\n`
