// Ends the host's part of the run with a message: the last word of a refusal or a rescue.

import { defineModule, ModuleError } from './module.js'
import { object, string } from './params.js'

export const fail = defineModule({
  kind: 'read',
  refuses: true,
  summary: 'Fail with a message.',
  params: object({ message: string('What could not be done, and why.') }),
  examples: [{ message: 'dm-1 is running; stop the cluster first.' }],

  async read(_host, { message }) {
    throw new ModuleError(message, { code: 'E-FAIL' })
  },
})
