#!/bin/bash
# Written by dmbook for 10.0.1.11:8261. Edits are lost: change the topology and reload.
set -e

DEPLOY_DIR=/dm-deploy/dm-master-8261
cd "$DEPLOY_DIR"

# The peers are read at the first start only, before there is data: they alone are no reason to restart.
exec numactl --cpunodebind=0,1 --membind=0,1 bin/dm-master/dm-master \
    --name=master1 \
    --master-addr=0.0.0.0:8261 \
    --advertise-addr=10.0.1.11:8261 \
    --peer-urls=http://0.0.0.0:8291 \
    --advertise-peer-urls=http://10.0.1.11:8291 \
    --log-file=/dm-deploy/dm-master-8261/log/dm-master.log \
    --data-dir=/dm-data/dm-master-8261 \
    --initial-cluster=master1=http://10.0.1.11:8291,master2=http://10.0.1.18:8291,master3=http://10.0.1.19:8291 \
    --config=conf/dm-master.toml \
    >>/dm-deploy/dm-master-8261/log/dm-master_stdout.log 2>>/dm-deploy/dm-master-8261/log/dm-master_stderr.log
