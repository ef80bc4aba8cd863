#!/usr/bin/env bash
# Builds samples/FailoverDemo and runs it. Works from any folder and without a terminal, and never asks. See --help.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sample=$root/samples/FailoverDemo

driver=()
own_servers=
flavor=mariadb
arguments=()
while (($#)); do
    case $1 in
        -h | --help) exec cat "$sample/help.txt" ;;
        --driver)
            [[ $# -ge 2 ]] || { echo "--driver needs MySqlConnector or MySql.Data." >&2; exit 2; }
            driver=("-p:MySqlDriver=${2%%@*}")
            [[ $2 != *@* ]] || driver+=("-p:MySqlDriverVersion=${2#*@}")
            shift
            ;;
        *)
            [[ $1 != --config ]] || own_servers=yes
            [[ $1 != --flavor ]] || flavor=${2-}
            arguments+=("$1")
            ;;
    esac
    shift
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
if ! said=$(cd "$root" && dotnet --version 2>&1); then
    echo "$said" >&2
    echo "The demo needs the .NET 10 SDK: https://dotnet.microsoft.com/download" >&2
    exit 2
fi

if [[ ! $own_servers ]]; then
    case $flavor in
        mysql) "$root/eng/install-mysql.sh" ;;
        *) "$root/eng/install-mariadb.sh" ;;
    esac
fi

# Errors are shown in full, and so is the line that names the driver; the rest of the build is of no interest here.
echo "Building samples/FailoverDemo"
if ! log=$(dotnet build "$sample" --configuration Release --nologo -tl:off -clp:NoSummary "${driver[@]}" 2>&1 </dev/null); then
    echo "$log" >&2
    exit 2
fi
grep -o 'FailoverDemo runs on .*' <<<"$log" || true

exec dotnet "$root/artifacts/bin/FailoverDemo/release/FailoverDemo.dll" ${arguments[@]+"${arguments[@]}"}
