#!/bin/bash
# Written by dmbook for 127.0.0.1:13000. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/home/me/.dmbook/run/prod/deploy/grafana-13000
cd "$DEPLOY_DIR"

export LANG=en_US.UTF-8
exec bin/bin/grafana-server \
    --homepath="$DEPLOY_DIR/bin" \
    --config="$DEPLOY_DIR/conf/grafana.ini"
