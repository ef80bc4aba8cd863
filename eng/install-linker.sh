#!/bin/sh
# Installs clang where neither it nor gcc is there: compiling ahead of time (Native AOT) ends with a linker. Never asks. Without one those
# tests are skipped.
set -eu

if command -v clang >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1; then exit 0; fi
warn() { echo "*** Neither clang nor gcc: what is compiled ahead of time is NOT TESTED ($1). ***" >&2; exit 0; }
command -v apt-get >/dev/null 2>&1 || warn "there is no apt-get"

as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || warn "apt-get needs root"
    as_root=sudo
fi
install() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends clang libc6-dev zlib1g-dev </dev/null >/dev/null; }
install || { $as_root apt-get update -qq && install; } || warn "apt-get could not install clang"
