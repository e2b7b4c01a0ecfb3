#!/bin/bash
# Written by dmbook for 10.0.1.13:9090. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/dm-deploy/prometheus-9090
cd "$DEPLOY_DIR"

ARGS=(
    --config.file="$DEPLOY_DIR/conf/prometheus.yml"
    --web.listen-address=0.0.0.0:9090
    --web.external-url=http://10.0.1.13:9090/
    --web.enable-admin-api
    --log.level=info
    --storage.tsdb.path=/dm-data/prometheus-9090
    --web.max-connections=256
    --storage.tsdb.retention.size=50GB
    --storage.tsdb.retention.time=30d
)

exec > >(tee -i -a /dm-deploy/prometheus-9090/log/prometheus.log)
exec 2>&1
exec bin/prometheus/prometheus "${ARGS[@]}"
