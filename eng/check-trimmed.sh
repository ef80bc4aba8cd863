#!/usr/bin/env bash
# Publishes a small application trimmed, and compiled ahead of time where the machine can link, and runs each on a real server: the private
# fields that lead to the driver's socket must have been kept.
#   eng/check-trimmed.sh [--driver MySqlConnector|MySql.Data[@VERSION]] [any argument of dotnet publish]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

driver=()
if [[ "${1-}" == --driver ]]; then
  : "${2:?--driver needs MySqlConnector or MySql.Data, with @VERSION for another than the usual one}"
  driver=("-p:MySqlDriver=${2%%@*}")
  [[ $2 != *@* ]] || driver+=("-p:MySqlDriverVersion=${2#*@}")
  shift 2
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
publish() { dotnet publish eng/trimmed "${driver[@]}" -c Release --use-current-runtime --self-contained --nologo -v quiet -o "$out/$1" "${@:2}"; }

publish trimmed -p:PublishTrimmed=true "$@"
"$out/trimmed/RoutingData.TrimmedApp"

linker=
if command -v clang >/dev/null; then linker=clang; elif command -v gcc >/dev/null; then linker=gcc; fi
if [[ -z $linker ]]; then
  echo "Not compiled ahead of time: that needs clang or gcc." >&2
  exit 0
fi
publish aot -p:PublishAot=true "-p:CppCompilerAndLinker=$linker" "$@"
"$out/aot/RoutingData.TrimmedApp"
