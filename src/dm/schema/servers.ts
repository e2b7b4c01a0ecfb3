// One dm-master and one dm-worker as a topology writes them.

import Type from 'typebox'
import { placement, source, storage } from './shared.js'
import { anything, directory, map, memberName, port } from './words.js'

const config = Type.Optional(
  map(anything('A value as TOML has it.'), 'Configuration of this instance; wins over server_configs key by key.'),
)

export const masterServer = Type.Object(
  {
    ...placement,
    ...storage,
    name: Type.Optional(memberName('Name that DM registers; dm-HOST-PORT where absent. It can never change.')),
    port: Type.Optional(port('Port for clients: dmctl, workers, other masters.', 8261)),
    peer_port: Type.Optional(port('Port for the other masters.', 8291)),
    source,
    config,
    v1_source_path: Type.Optional(directory('Sources of DM 1.0 to take over at the first start.')),
  },
  { additionalProperties: false, description: 'A dm-master.' },
)

export const workerServer = Type.Object(
  {
    ...placement,
    ...storage,
    name: Type.Optional(memberName('Name that DM registers; dm-HOST-PORT where absent. It can never change.')),
    port: Type.Optional(port('Port for the masters.', 8262)),
    source,
    config,
  },
  { additionalProperties: false, description: 'A dm-worker.' },
)
