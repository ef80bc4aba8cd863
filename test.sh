#!/usr/bin/env bash
# Builds everything and runs every test; installs MariaDB first when it is missing. The last line says how many passed.
#   ./test.sh [--driver MySqlConnector|MySql.Data] [any argument of dotnet test]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

driver=()
if [[ "${1-}" == --driver ]]; then
  driver=("-p:MySqlDriver=${2:?--driver needs MySqlConnector or MySql.Data}")
  shift 2
fi

command -v dotnet >/dev/null || { echo "The .NET SDK 10 is not installed: https://dotnet.microsoft.com/download" >&2; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
eng/install-mariadb.sh

results=artifacts/test-results
rm -rf "$results"
dotnet build RoutingData.sln "${driver[@]}" --verbosity minimal

failed=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  dotnet test "$project" "${driver[@]}" --no-build --verbosity quiet --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" "$@" || failed=1
done

# <Counters total=".." executed=".." passed=".." failed=".." ...> once a project
sum() { grep -hoE "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
total=$(sum total); passed=$(sum passed); wrong=$(sum failed)
[[ $total -gt 0 ]] || { echo "No test was run." >&2; exit 1; }
[[ $failed -eq 0 && $wrong -eq 0 ]] || failed=1
echo "$passed passed, $wrong failed, $((total - passed - wrong)) skipped"
exit "$failed"
