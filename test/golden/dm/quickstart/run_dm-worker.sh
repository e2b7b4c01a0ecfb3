#!/bin/bash
# Written by dmbook for 127.0.0.1:18262. Edits are lost: change the topology and reload.
set -e

# Relay logs and dumps lie here too, where neither the source nor relay-dir says otherwise.
DEPLOY_DIR=/home/me/.dmbook/run/prod/deploy/dm-worker-18262
cd "$DEPLOY_DIR"

# A worker learns of other masters by itself: those to join are no reason to restart.
exec bin/dm-worker/dm-worker \
    --name=worker-1 \
    --worker-addr=127.0.0.1:18262 \
    --advertise-addr=127.0.0.1:18262 \
    --log-file=/home/me/.dmbook/run/prod/deploy/dm-worker-18262/log/dm-worker.log \
    --join=127.0.0.1:18261,127.0.0.1:18361,127.0.0.1:18461 \
    --config=conf/dm-worker.toml \
    >>/home/me/.dmbook/run/prod/deploy/dm-worker-18262/log/dm-worker_stdout.log 2>>/home/me/.dmbook/run/prod/deploy/dm-worker-18262/log/dm-worker_stderr.log
