// The cluster of the crash suite: three masters, two workers and what watches their machine. Nothing of it listens.

export const version = 'v8.1.0'

export const masters = [
  { name: 'master-1', port: 38261, peer_port: 38291 },
  { name: 'master-2', port: 38361, peer_port: 38391 },
  { name: 'master-3', port: 38461, peer_port: 38491 },
]

export const workers = [
  { name: 'worker-1', port: 38262 },
  { name: 'worker-2', port: 38362 },
]

const here = { host: '127.0.0.1', ignore_exporter: true }

/** JSON is YAML. */
export const topology = JSON.stringify({
  global: { listen_host: '127.0.0.1', deploy_dir: 'deploy', data_dir: 'data' },
  master_servers: masters.map((master) => ({ ...here, ...master })),
  worker_servers: workers.map((worker) => ({ ...here, ...worker })),
})
