#!/bin/bash
# Written by dmbook for 10.0.1.15:9093. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/dm-deploy/alertmanager-9093
cd "$DEPLOY_DIR"

ARGS=(
    --config.file=conf/alertmanager.yml
    --storage.path=/dm-data/alertmanager-9093
    --data.retention=120h
    --log.level=info
    --web.listen-address=0.0.0.0:9093
    --web.external-url=http://10.0.1.15:9093
    --cluster.peer=10.0.1.15:9094
    --cluster.peer=10.0.1.18:9094
    --cluster.probe-timeout=1s
    --cluster.listen-address=10.0.1.15:9094
)

exec > >(tee -i -a /dm-deploy/alertmanager-9093/log/alertmanager.log)
exec 2>&1
exec bin/alertmanager/alertmanager "${ARGS[@]}"
