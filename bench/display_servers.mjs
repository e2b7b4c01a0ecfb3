// Answers as masters and workers would, at every address of this machine; those that end with 110 to 119 stay silent.

import { createServer } from 'node:http'

const workers = Array.from({ length: 97 }, (_, n) => ({ name: `w${n + 3}`, addr: '', stage: 'free', source: '' }))
const masters = [0, 1, 2].map((n) => ({ name: `m${n}`, memberID: '1', alive: true, peerURLs: [], clientURLs: [] }))
const members = JSON.stringify({
  result: true,
  msg: '',
  members: [
    { leader: { msg: '', name: 'm0', addr: '' } },
    { master: { msg: '', masters } },
    { worker: { msg: '', workers } },
  ],
})

function answer(request, response) {
  const machine = Number(request.socket.localAddress.split('.').at(-1))
  if (machine >= 110 && machine < 120) return
  if (request.url.startsWith('/apis')) return response.end(members)
  if (request.url === '/health') return response.end('{"health":"true"}')
  if (request.url === '/status') return response.end('Release Version: v8.1.0\n')
  response.end(`process_start_time_seconds ${Math.floor(Date.now() / 1000) - 60}\n`)
}

const listening = [1, 2, 3, 4].map(
  () =>
    new Promise((resolve) => {
      const server = createServer(answer).listen(0, '0.0.0.0', () => resolve(server.address().port))
    }),
)
process.send(await Promise.all(listening))
