#!/bin/bash
# Written by dmbook for 172.19.0.101:9093. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/home/tidb/dm/deploy/alertmanager-9093
cd "$DEPLOY_DIR"

ARGS=(
    --config.file=conf/alertmanager.yml
    --storage.path=/home/tidb/dm/data/alertmanager-9093
    --data.retention=120h
    --log.level=info
    --web.listen-address=0.0.0.0:9093
    --web.external-url=http://172.19.0.101:9093
    --cluster.peer=172.19.0.101:9094
    --cluster.listen-address=172.19.0.101:9094
)

exec > >(tee -i -a /home/tidb/dm/deploy/alertmanager-9093/log/alertmanager.log)
exec 2>&1
exec bin/alertmanager/alertmanager "${ARGS[@]}"
