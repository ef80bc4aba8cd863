#!/usr/bin/env bash
# Builds everything and runs every test; installs MariaDB, Galera, nft and Chromium, and fetches MySQL, when they are missing. The tests that need servers run
# on MariaDB, then on MySQL. The last line says how many passed.
#   ./test.sh [--driver MySqlConnector|MySql.Data[@VERSION]] [any argument of dotnet test]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

driver=()
if [[ "${1-}" == --driver ]]; then
  : "${2:?--driver needs MySqlConnector or MySql.Data, with @VERSION for another than the usual one}"
  driver=("-p:MySqlDriver=${2%%@*}")
  [[ $2 != *@* ]] || driver+=("-p:MySqlDriverVersion=${2#*@}")
  shift 2
fi

command -v dotnet >/dev/null || { echo "The .NET SDK 10 is not installed: https://dotnet.microsoft.com/download" >&2; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
eng/install-mariadb.sh
galera=yes
eng/install-galera.sh || { [[ $? -eq 3 ]] && galera=; } || exit 1
eng/install-nftables.sh
eng/install-linker.sh
browser=yes
eng/install-chromium.sh || browser=
mysql=yes
eng/install-mysql.sh || { [[ $? -eq 3 ]] && mysql=; } || exit 1

results=artifacts/test-results
rm -rf "$results"
dotnet build RoutingData.sln "${driver[@]}" --verbosity minimal

failed=0
run() {
  local project=$1 name=$2
  shift 2
  dotnet test "$project" "${driver[@]}" --no-build --verbosity quiet --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" "$@" || failed=1
}
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  if [[ $name != *.Oracle.Tests ]]; then
    ROUTINGDATA_FLAVOR=mariadb run "$project" "$name" "$@"
  elif [[ $mysql ]]; then
    # Its provider knows no MariaDB.
    ROUTINGDATA_FLAVOR=mysql run "$project" "$name" "$@"
  fi
  if [[ $mysql && $name =~ (ServerTests|EntityFrameworkCore.Tests|AspNetCore.Tests|Pomelo.Tests|LibraryTests|WebShop.Tests)$ ]]; then
    echo "Once more, on MySQL:"
    ROUTINGDATA_FLAVOR=mysql run "$project" "$name.MySql" "$@"
  fi
done

# <Counters total=".." executed=".." passed=".." failed=".." ...> once a run
sum() { grep -hoE "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
total=$(sum total); passed=$(sum passed); wrong=$(sum failed)
[[ $total -gt 0 ]] || { echo "No test was run." >&2; exit 1; }
[[ $failed -eq 0 && $wrong -eq 0 ]] || failed=1
[[ $browser ]] || printf '\n*** THE DASHBOARD WAS NOT TESTED IN A BROWSER: none could be had; see the beginning of the output. ***\n\n' >&2
[[ $galera ]] || printf '\n*** NOT TESTED ON GALERA: it could not be had; see the beginning of the output. ***\n\n' >&2
[[ $mysql ]] || printf '\n*** NOT TESTED ON MYSQL: it could not be had; see the beginning of the output. ***\n\n' >&2
echo "$passed passed, $wrong failed, $((total - passed - wrong)) skipped"
exit "$failed"
