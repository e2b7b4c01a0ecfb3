// Writes what is generated from sources: the headers of shipped playbooks for the command line, schemas for editors.
// A test compares the files with what this would write.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generated } from './generated.js'

const root = join(import.meta.dirname, '..')
for (const [path, text] of await generated(root)) {
  writeFileSync(join(root, path), text)
  console.log(path)
}
