#!/usr/bin/env bash
# Makes the tables of docs/performance.md, as Markdown on standard output and as JSON beside it. About half an hour on a quiet machine.
#   bench/tables.sh [--driver MySqlConnector|MySql.Data[@VERSION]] [--seconds N] [--mysqlrouter PROGRAM] [--json FOLDER] [TABLE ...]
# Tables: decide driver openclose work proxies idle scale micro. All of them when none is named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=15
json=artifacts/bench
router=mysqlrouter
build=()
while [[ "${1-}" == --* ]]; do
    case $1 in
        --driver)
            : "${2:?--driver needs MySqlConnector or MySql.Data, with @VERSION for another than the usual one}"
            build=("-p:MySqlDriver=${2%%@*}")
            [[ $2 != *@* ]] || build+=("-p:MySqlDriverVersion=${2#*@}")
            ;;
        --seconds) seconds=${2:?--seconds needs a number} ;;
        --mysqlrouter) router=${2:?--mysqlrouter needs a program} ;;
        --json) json=${2:?--json needs a folder} ;;
        *) echo "There is no option $1." >&2; exit 2 ;;
    esac
    shift 2
done
tables=("$@")
[[ ${#tables[@]} -gt 0 ]] || tables=(decide driver openclose work proxies idle scale micro)

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet build bench/RoutingData.Bench --configuration Release "${build[@]}" --verbosity quiet --nologo -tl:off >&2
mkdir -p "$json"

bench() {
    local name=$1
    shift
    echo "### $name"
    echo
    dotnet artifacts/bin/RoutingData.Bench/release/RoutingData.Bench.dll "$@"
}
throughput() { bench "$1" throughput --seconds "$seconds" --json "$json/$1.json" "${@:2}"; }

proxies=direct,routing
! command -v haproxy >/dev/null || proxies+=,haproxy
! command -v "$router" >/dev/null || proxies+=,mysqlrouter

for table in "${tables[@]}"; do
    case $table in
        decide) bench decide decide --json "$json/decide.json" ;;
        driver)
            throughput async --workload select1,pk --targets direct,direct,routing
            throughput sync --workload select1,pk --targets direct,direct,routing --sync
            throughput kept --workload pk --workers 1 --keep-commands
            ;;
        openclose)
            throughput openclose-async --workload openclose --targets direct,direct,routing
            throughput openclose-sync --workload openclose --targets direct,direct,routing --sync
            throughput openclose-async-think --workload openclose --targets direct,direct,routing --think 5
            throughput openclose-sync-think --workload openclose --targets direct,direct,routing --think 5 --sync
            ;;
        work) throughput work --workload insert,tx,mixed --workers 8 ;;
        proxies) throughput proxies --workload select1,pk,mixed,openclose --workers 1,8,32 --targets "$proxies" --mysqlrouter "$router" ;;
        # What runs twice a second takes minutes to be compiled for good.
        idle) DOTNET_TieredCompilation=0 bench idle idle --json "$json/idle.json" ;;
        scale) bench scale scale --json "$json/scale.json" ;;
        micro) bench micro micro --quick ;;
        *) echo "There is no table $table." >&2; exit 2 ;;
    esac
done
