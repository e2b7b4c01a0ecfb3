#!/bin/bash
# Written by dmbook for 127.0.0.1:19090. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/home/me/.dmbook/run/prod/deploy/prometheus-19090
cd "$DEPLOY_DIR"

ARGS=(
    --config.file="$DEPLOY_DIR/conf/prometheus.yml"
    --web.listen-address=127.0.0.1:19090
    --web.external-url=http://127.0.0.1:19090/
    --web.enable-admin-api
    --log.level=info
    --storage.tsdb.path=/home/me/.dmbook/run/prod/deploy/prometheus-19090/data
    --storage.tsdb.retention.time=30d
)

exec > >(tee -i -a /home/me/.dmbook/run/prod/deploy/prometheus-19090/log/prometheus.log)
exec 2>&1
exec bin/prometheus/prometheus "${ARGS[@]}"
