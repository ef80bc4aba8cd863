#!/usr/bin/env bash
# Puts MySQL's server beside the system, in a cache folder that LocalCluster looks into: ${XDG_CACHE_HOME:-~/.cache}/routingdata/mysql-sid,
# or the folder that ROUTINGDATA_MYSQL names. Silent when it is there already; never asks; installs nothing on the system.
# Debian has MySQL in its unstable suite only, built for a newer libc than most machines have. So the packages are unpacked, not
# installed, together with that libc, and run by its own loader. Exit code 3: MySQL cannot be had here.
set -euo pipefail

readonly not_to_be_had=3
readonly wanted=(mysql-server-core)
cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/routingdata
target=${ROUTINGDATA_MYSQL:-$cache/mysql-sid}

[[ ! -x $target/bin/mysqld ]] || exit 0

give_up() {
    echo "MySQL cannot be had on this machine: $*." >&2
    echo "Set ROUTINGDATA_MYSQL to a folder whose bin/mysqld is MySQL 8.4 or newer, or do without: MariaDB does not need it." >&2
    exit "$not_to_be_had"
}

for tool in apt-get dpkg-deb dpkg; do
    command -v "$tool" >/dev/null || give_up "$tool was not found"
done
architecture=$(dpkg --print-architecture)
case $architecture in
    amd64) triplet=x86_64-linux-gnu loader=ld-linux-x86-64.so.2 ;;
    arm64) triplet=aarch64-linux-gnu loader=ld-linux-aarch64.so.1 ;;
    *) give_up "there are no packages for $architecture" ;;
esac
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[[ -r $keyring ]] || give_up "$keyring was not found; apt-get install debian-archive-keyring"

# The mirror this machine uses itself, from either form of apt's sources.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
    grep -oE '^(URIs:|deb( +\[[^]]*\])?) +[^ ]+/debian/?( |$)' | grep -oE '[a-z+]+://[^ ]+' | head -n 1) || true
[[ $mirror ]] || give_up "apt's sources name no mirror of Debian"

# All of it happens beside the target, which appears at the end by one rename.
mkdir -p "$(dirname "$target")"
work=$(mktemp -d "$(dirname "$target")/.mysql-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# An apt of its own: its lists and its idea of what is installed, so that the machine's stay as they are.
apt=$work/apt
mkdir -p "$apt"/lists/partial "$apt"/archives/partial
echo "deb [signed-by=$keyring] $mirror sid main" >"$apt/sources.list"
# Only scripts that nobody calls here need perl, which is large.
printf '%s\n' 'Package: perl' 'Status: install ok installed' "Architecture: $architecture" 'Multi-Arch: allowed' \
    'Version: 99' 'Maintainer: nobody' 'Description: assumed' '' >"$apt/status"
apt_get() {
    apt-get -qq -y \
        -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
        -o Dir::State::Lists="$apt/lists" -o Dir::State::Status="$apt/status" -o Dir::Cache="$apt" \
        -o APT::Architecture="$architecture" -o APT::Architectures::="$architecture" -o APT::Install-Recommends=false \
        -o APT::Sandbox::User=root -o Debug::NoLocking=1 -o Acquire::Languages=none -o Acquire::Retries=3 \
        "$@" </dev/null >&2
}

echo "Fetching MySQL into $target, once." >&2
apt_get update || give_up "the package lists of Debian unstable could not be fetched"
apt_get --download-only install "${wanted[@]}" || give_up "its packages could not be fetched"

server=$work/server
mkdir -p "$server/bin" "$server/loader" "$server/root"
for package in "$apt"/archives/*.deb; do
    dpkg-deb --extract "$package" "$server/root"
done
rm -rf "$server"/root/usr/share/{doc,man,locale,info,icu,lintian} "$server/root/usr/lib/$triplet/gconv"

# The loader is called through a link of the program's name, so that ps shows what runs. exec keeps the process id.
ln -s "../root/usr/lib/$triplet/$loader" "$server/loader/mysqld"
cat >"$server/bin/mysqld" <<SCRIPT
#!/bin/bash
folder=\$(cd -- "\$(dirname -- "\$(readlink -f -- "\$0")")/.." && pwd)
export OPENSSL_MODULES=\$folder/root/usr/lib/$triplet/ossl-modules OPENSSL_CONF=/dev/null
first=()
case \${1-} in --no-defaults | --defaults-*) first=("\$1"); shift ;; esac
exec "\$folder/loader/mysqld" --library-path "\$folder/root/usr/lib/$triplet" "\$folder/root/usr/sbin/mysqld" "\${first[@]}" \\
    --basedir="\$folder/root/usr" --plugin-dir="\$folder/root/usr/lib/mysql/plugin" --lc-messages-dir="\$folder/root/usr/share/mysql" "\$@"
SCRIPT
chmod 755 "$server/bin/mysqld"
"$server/bin/mysqld" --version >&2 || give_up "what was fetched does not run here"

# Another process may have been faster; what it has put there is as good.
mv -T "$server" "$target" 2>/dev/null || [[ -x $target/bin/mysqld ]] || give_up "$target is in the way"
