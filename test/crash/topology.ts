// The cluster of the crash suite: three masters and two workers. Nothing of it ever listens; its ports are such that
// nothing else does by chance either.

export const version = 'v8.1.0'

export const masters = [
  { name: 'master-1', port: 711, peer_port: 721 },
  { name: 'master-2', port: 712, peer_port: 722 },
  { name: 'master-3', port: 713, peer_port: 723 },
]

export const workers = [
  { name: 'worker-1', port: 731 },
  { name: 'worker-2', port: 732 },
]

const here = { host: '127.0.0.1', ignore_exporter: true }

/** JSON is YAML. */
export const topology = JSON.stringify({
  global: { listen_host: '127.0.0.1', deploy_dir: 'deploy', data_dir: 'data' },
  master_servers: masters.map((master) => ({ ...here, ...master })),
  worker_servers: workers.map((worker) => ({ ...here, ...worker })),
})
