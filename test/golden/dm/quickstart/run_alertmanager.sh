#!/bin/bash
# Written by dmbook for 127.0.0.1:19093. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/home/me/.dmbook/run/prod/deploy/alertmanager-19093
cd "$DEPLOY_DIR"

ARGS=(
    --config.file=conf/alertmanager.yml
    --storage.path=/home/me/.dmbook/run/prod/deploy/alertmanager-19093/data
    --data.retention=120h
    --log.level=info
    --web.listen-address=127.0.0.1:19093
    --web.external-url=http://127.0.0.1:19093
    --cluster.peer=127.0.0.1:19094
    --cluster.listen-address=127.0.0.1:19094
)

exec > >(tee -i -a /home/me/.dmbook/run/prod/deploy/alertmanager-19093/log/alertmanager.log)
exec 2>&1
exec bin/alertmanager/alertmanager "${ARGS[@]}"
