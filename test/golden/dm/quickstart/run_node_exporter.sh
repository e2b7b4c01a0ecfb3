#!/bin/bash
# Written by dmbook for 127.0.0.1:19100. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/home/me/.dmbook/run/prod/deploy/monitor-19100
cd "$DEPLOY_DIR"

# Old packages hold the bare program, newer ones a folder.
PROGRAM=bin/node_exporter/node_exporter
[ -f "$PROGRAM" ] || PROGRAM=bin/node_exporter

exec > >(tee -i -a /home/me/.dmbook/run/prod/deploy/monitor-19100/log/node_exporter.log)
exec 2>&1
exec "$PROGRAM" \
    --web.listen-address=127.0.0.1:19100 \
    --collector.tcpstat \
    --collector.mountstats \
    --collector.meminfo_numa \
    --collector.buddyinfo \
    --collector.vmstat.fields='^.*' \
    --log.level=info
