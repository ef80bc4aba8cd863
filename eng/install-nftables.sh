#!/bin/sh
# Installs nft where it is missing: with it tests cut a server off the network (LocalCluster.CutAsync). Only root can use it, so that for
# anybody else there is nothing to do, and those tests are skipped. Never asks.
set -eu

PATH=$PATH:/usr/sbin
if [ "$(id -u)" -ne 0 ] || command -v nft >/dev/null 2>&1; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "nft was not found, and neither was apt-get: the tests that cut servers off are skipped." >&2
    exit 0
fi

export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq --no-install-recommends nftables >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends nftables >/dev/null; } ||
    echo "nft could not be installed: the tests that cut servers off are skipped." >&2
