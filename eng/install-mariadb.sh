#!/bin/sh
# Installs MariaDB's server programs where mariadbd is missing, and leaves no service behind: neither running now nor started
# at the next boot. Silent when there is nothing to do; never asks. For Debian and Ubuntu.
set -eu

PATH=$PATH:/usr/sbin:/usr/local/sbin
command -v mariadbd >/dev/null 2>&1 && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "mariadbd was not found, and neither was apt-get. Please install MariaDB 10.10 or newer." >&2
    exit 1
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "mariadbd was not found. Please install it as root: apt-get install mariadb-server" >&2
        exit 1
    fi
    as_root=sudo
fi

# While this file answers 101, packages do not start their services.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap '$as_root rm -f "$policy"' EXIT
    trap 'exit 1' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi

echo "Installing mariadb-server, once." >&2
$as_root apt-get -qq update
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends mariadb-server </dev/null >&2

if command -v systemctl >/dev/null 2>&1; then
    $as_root systemctl disable --quiet mariadb.service >/dev/null 2>&1 || true
fi
