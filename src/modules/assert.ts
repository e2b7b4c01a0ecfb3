// Fails unless something holds.

import { defineModule, ModuleError } from './module.js'
import { boolean, object, string } from './params.js'

export const assert = defineModule({
  kind: 'read',
  refuses: true,
  summary: 'Fail unless a condition holds.',
  params: object({
    that: boolean('The condition, as an expression that gives true or false.'),
    message: string('What is said where it does not hold; name the value that was found.'),
  }),
  examples: [{ that: true, message: 'An even number of dm-masters cannot outvote each other: 2.' }],

  async read(_host, { that, message }) {
    if (!that) throw new ModuleError(message, { code: 'E-ASSERT' })
    return {}
  },
})
