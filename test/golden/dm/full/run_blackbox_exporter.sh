#!/bin/bash
# Written by dmbook for 10.0.1.11:9115. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/dm-deploy/monitor-9100
cd "$DEPLOY_DIR"

# Old packages hold the bare program, newer ones a folder.
PROGRAM=bin/blackbox_exporter/blackbox_exporter
[ -f "$PROGRAM" ] || PROGRAM=bin/blackbox_exporter

exec > >(tee -i -a /dm-deploy/monitor-9100/log/blackbox_exporter.log)
exec 2>&1
exec "$PROGRAM" \
    --web.listen-address=0.0.0.0:9115 \
    --log.level=info \
    --config.file=conf/blackbox.yml
