#!/bin/sh
# Installs Chromium where no browser of its kind is found: the tests of the dashboard drive it. Silent when there is nothing to do; never asks. For Debian and
# Ubuntu; where it cannot be had, those tests are skipped, and this ends with 3.
set -eu

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done

if ! command -v apt-get >/dev/null 2>&1; then
    echo "No Chromium was found, and neither was apt-get: the dashboard is not tested in a browser." >&2
    exit 3
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "No Chromium was found. To test the dashboard in a browser, install it as root: apt-get install chromium" >&2
        exit 3
    fi
    as_root=sudo
fi

echo "Installing chromium, once." >&2
{ $as_root apt-get -qq update &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core </dev/null >&2; } || {
    echo "Chromium could not be installed: the dashboard is not tested in a browser." >&2
    exit 3
}
