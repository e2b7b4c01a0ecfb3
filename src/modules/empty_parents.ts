// Takes away what `directory` made above a cluster's directories, once the last of these is gone. Asked once for a
// machine, not for each directory: whoever goes last cannot know that it is the last.

import { emptyParents as emptyAbove, removeEmptyParents } from './made_parents.js'
import { defineModule, differs, same } from './module.js'
import { absolutePath, list, object } from './params.js'

export const emptyParents = defineModule({
  kind: 'state',
  summary: 'Remove the directories that dmbook made above these, where they stand empty.',
  description:
    'Only those that carry the note of the module directory, upwards to the first that holds anything else. Says ' +
    'nothing of the directories themselves.',
  params: object({ above: list(absolutePath('A directory that is gone.'), 'Above which to look.') }),
  examples: [{ above: ['/dm-deploy/dm-worker-8262', '/dm-data/dm-worker-8262'] }],

  async check(host, { above }) {
    const found = await emptyAbove(host, above)
    return found.length === 0 ? same() : differs(...found.map((path) => `remove ${path}, which is empty`))
  },

  async apply(host, { above }) {
    await host.run(removeEmptyParents(above))
  },
})
