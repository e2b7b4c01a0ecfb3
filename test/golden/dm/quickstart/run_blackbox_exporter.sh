#!/bin/bash
# Written by dmbook for 127.0.0.1:19115. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/home/me/.dmbook/run/prod/deploy/monitor-19100
cd "$DEPLOY_DIR"

# Old packages hold the bare program, newer ones a folder.
PROGRAM=bin/blackbox_exporter/blackbox_exporter
[ -f "$PROGRAM" ] || PROGRAM=bin/blackbox_exporter

exec > >(tee -i -a /home/me/.dmbook/run/prod/deploy/monitor-19100/log/blackbox_exporter.log)
exec 2>&1
exec "$PROGRAM" \
    --web.listen-address=127.0.0.1:19115 \
    --log.level=info \
    --config.file=conf/blackbox.yml
