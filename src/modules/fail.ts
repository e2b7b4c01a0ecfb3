// Ends the host's part of the run with a message: the last word of a refusal or a rescue.

import { defineModule, ModuleError } from './module.js'
import { object, optional, string } from './params.js'

export const fail = defineModule({
  kind: 'read',
  refuses: true,
  summary: 'Fail with a message.',
  params: object({
    message: string('What could not be done, and why.'),
    detail: optional(string('What was said last, as error.detail of a rescue; shown below it.')),
  }),
  examples: [{ message: 'dm-1 is running; stop the cluster first.' }],

  async read(_host, { message, detail = '' }) {
    throw new ModuleError(message, { code: 'E-FAIL', detail })
  },
})
