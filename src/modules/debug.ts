// Says something to the reader of the run; a value is shown as JSON. Secrets are hidden like everywhere.

import { Type } from 'typebox'
import { defineModule } from './module.js'
import { object, optional, string } from './params.js'

export const debug = defineModule({
  kind: 'read',
  summary: 'Show a message or a value.',
  params: object({
    message: optional(string('A sentence.')),
    value: optional(Type.Unknown({ description: 'Anything; shown as JSON.' })),
  }),
  examples: [{ message: 'The leader is dm-1.' }, { value: { leader: 'dm-1' } }],

  async read(_host, { message, value }, tools) {
    const shown = value === undefined ? [] : [JSON.stringify(value, null, 2)]
    tools.say([...(message === undefined ? [] : [message.trimEnd()]), ...shown].join('\n'))
    return {}
  },
})
