#!/bin/bash
# Written by dmbook for 172.19.0.101:8261. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/home/tidb/dm/deploy/dm-master-8261
cd "$DEPLOY_DIR"

# The peers are read at the first start only, before there is data: they alone are no reason to restart.
exec bin/dm-master/dm-master \
    --name=dm-172.19.0.101-8261 \
    --master-addr=0.0.0.0:8261 \
    --advertise-addr=172.19.0.101:8261 \
    --peer-urls=http://0.0.0.0:8291 \
    --advertise-peer-urls=http://172.19.0.101:8291 \
    --log-file=/home/tidb/dm/deploy/dm-master-8261/log/dm-master.log \
    --data-dir=/home/tidb/dm/data/dm-master-8261 \
    --initial-cluster=dm-172.19.0.101-8261=http://172.19.0.101:8291,dm-172.19.0.102-8261=http://172.19.0.102:8291,dm-172.19.0.103-8261=http://172.19.0.103:8291 \
    --config=conf/dm-master.toml \
    >>/home/tidb/dm/deploy/dm-master-8261/log/dm-master_stdout.log 2>>/home/tidb/dm/deploy/dm-master-8261/log/dm-master_stderr.log
