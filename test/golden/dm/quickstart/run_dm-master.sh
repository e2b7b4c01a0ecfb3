#!/bin/bash
# Written by dmbook for 127.0.0.1:18261. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/home/me/.dmbook/run/prod/deploy/dm-master-18261
cd "$DEPLOY_DIR"

# The peers are read at the first start only, before there is data: they alone are no reason to restart.
exec bin/dm-master/dm-master \
    --name=master-1 \
    --master-addr=127.0.0.1:18261 \
    --advertise-addr=127.0.0.1:18261 \
    --peer-urls=http://127.0.0.1:18291 \
    --advertise-peer-urls=http://127.0.0.1:18291 \
    --log-file=/home/me/.dmbook/run/prod/deploy/dm-master-18261/log/dm-master.log \
    --data-dir=/home/me/.dmbook/run/prod/deploy/dm-master-18261/data \
    --initial-cluster=master-1=http://127.0.0.1:18291,master-2=http://127.0.0.1:18391,master-3=http://127.0.0.1:18491 \
    --config=conf/dm-master.toml \
    >>/home/me/.dmbook/run/prod/deploy/dm-master-18261/log/dm-master_stdout.log 2>>/home/me/.dmbook/run/prod/deploy/dm-master-18261/log/dm-master_stderr.log
