#!/bin/bash
# Written by dmbook for 10.0.1.14:3000. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/dm-deploy/grafana-3000
cd "$DEPLOY_DIR"

export LANG=en_US.UTF-8
exec bin/bin/grafana-server \
    --homepath="$DEPLOY_DIR/bin" \
    --config="$DEPLOY_DIR/conf/grafana.ini"
