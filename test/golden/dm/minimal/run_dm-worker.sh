#!/bin/bash
# Written by dmbook for 172.19.0.101:8262. Edits are lost: change the topology and reload.
set -e

# Relay logs and dumps lie here too, where neither the source nor relay-dir says otherwise.
DEPLOY_DIR=/home/tidb/dm/deploy/dm-worker-8262
cd "$DEPLOY_DIR"

# A worker learns of other masters by itself: those to join are no reason to restart.
exec bin/dm-worker/dm-worker \
    --name=dm-172.19.0.101-8262 \
    --worker-addr=0.0.0.0:8262 \
    --advertise-addr=172.19.0.101:8262 \
    --log-file=/home/tidb/dm/deploy/dm-worker-8262/log/dm-worker.log \
    --join=172.19.0.101:8261,172.19.0.102:8261,172.19.0.103:8261 \
    --config=conf/dm-worker.toml \
    >>/home/tidb/dm/deploy/dm-worker-8262/log/dm-worker_stdout.log 2>>/home/tidb/dm/deploy/dm-worker-8262/log/dm-worker_stderr.log
