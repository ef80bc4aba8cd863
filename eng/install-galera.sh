#!/bin/sh
# Installs what members of a Galera cluster need beside MariaDB's server: the library galera-4, and rsync. Silent when there is nothing to do; never
# asks. For Debian and Ubuntu. Exit code 3: it cannot be had here, and tests on Galera are skipped.
set -eu

not_to_be_had=3

has_library() {
    for library in /usr/lib/galera /usr/lib64/galera-4 /usr/lib64/galera /usr/local/lib/galera; do
        [ -e "$library/libgalera_smm.so" ] && return 0
    done
    return 1
}

has_library && command -v rsync >/dev/null 2>&1 && exit 0

give_up() {
    echo "Galera cannot be had on this machine: $*." >&2
    exit "$not_to_be_had"
}

command -v apt-get >/dev/null 2>&1 || give_up "apt-get was not found; please install galera-4 and rsync"
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || give_up "it takes root: apt-get install galera-4 rsync"
    as_root=sudo
fi

echo "Installing galera-4 and rsync, once." >&2
$as_root apt-get -qq update || give_up "the package lists could not be fetched"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends galera-4 rsync </dev/null >&2 ||
    give_up "its packages could not be installed"
