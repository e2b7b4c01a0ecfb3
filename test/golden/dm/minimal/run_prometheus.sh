#!/bin/bash
# Written by dmbook for 172.19.0.101:9090. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/home/tidb/dm/deploy/prometheus-9090
cd "$DEPLOY_DIR"

ARGS=(
    --config.file="$DEPLOY_DIR/conf/prometheus.yml"
    --web.listen-address=:9090
    --web.external-url=http://172.19.0.101:9090/
    --web.enable-admin-api
    --log.level=info
    --storage.tsdb.path=/home/tidb/dm/data/prometheus-9090
    --storage.tsdb.retention.time=30d
)

exec > >(tee -i -a /home/tidb/dm/deploy/prometheus-9090/log/prometheus.log)
exec 2>&1
exec bin/prometheus/prometheus "${ARGS[@]}"
