#!/bin/bash
# Written by dmbook for 10.0.1.12:8262. Edits are lost: change the topology and reload.
set -e

# Relay logs and dumps lie here too, where neither the source nor relay-dir says otherwise.
DEPLOY_DIR=/dm-deploy/dm-worker-8262
cd "$DEPLOY_DIR"

# A worker learns of other masters by itself: those to join are no reason to restart.
exec bin/dm-worker/dm-worker \
    --name=worker1 \
    --worker-addr=0.0.0.0:8262 \
    --advertise-addr=10.0.1.12:8262 \
    --log-file=/dm-deploy/dm-worker-8262/log/dm-worker.log \
    --join=10.0.1.11:8261,10.0.1.18:8261,10.0.1.19:8261 \
    --config=conf/dm-worker.toml \
    >>/dm-deploy/dm-worker-8262/log/dm-worker_stdout.log 2>>/dm-deploy/dm-worker-8262/log/dm-worker_stderr.log
