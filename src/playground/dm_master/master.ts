// What every call of dm-master works on.

import type { HttpClient } from '../http/client.js'
import type { Log } from '../log.js'
import type { Program } from '../program.js'
import type { Store } from '../store/store.js'
import type { Campaign } from './campaign.js'
import type { MasterConfig } from './config.js'

export interface Master {
  readonly program: Program
  readonly config: MasterConfig
  readonly store: Store
  readonly campaign: Campaign
  readonly client: HttpClient
  readonly log: Log
}
