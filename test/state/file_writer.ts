// A process that writes one file again and again until it is killed: always 200 000 equal characters.

import { writeFileAtomic } from '../../src/state/files.js'

const [path = ''] = process.argv.slice(2)
for (let count = 0; ; count++) {
  await writeFileAtomic(path, String(count % 10).repeat(200_000))
  if (count === 0) process.stdout.write('begun\n')
}
