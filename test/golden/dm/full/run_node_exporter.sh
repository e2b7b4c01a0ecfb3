#!/bin/bash
# Written by dmbook for 10.0.1.11:9100. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/dm-deploy/monitor-9100
cd "$DEPLOY_DIR"

# Old packages hold the bare program, newer ones a folder.
PROGRAM=bin/node_exporter/node_exporter
[ -f "$PROGRAM" ] || PROGRAM=bin/node_exporter

exec > >(tee -i -a /dm-deploy/monitor-9100/log/node_exporter.log)
exec 2>&1
exec numactl --cpunodebind=0 --membind=0 "$PROGRAM" \
    --web.listen-address=0.0.0.0:9100 \
    --collector.tcpstat \
    --collector.mountstats \
    --collector.meminfo_numa \
    --collector.buddyinfo \
    --collector.vmstat.fields='^.*' \
    --log.level=info
