#!/bin/bash
# Written by dmbook for 172.19.0.101:3000. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/home/tidb/dm/deploy/grafana-3000
cd "$DEPLOY_DIR"

export LANG=en_US.UTF-8
exec bin/bin/grafana-server \
    --homepath="$DEPLOY_DIR/bin" \
    --config="$DEPLOY_DIR/conf/grafana.ini"
