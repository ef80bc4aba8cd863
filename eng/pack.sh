#!/usr/bin/env bash
# Packs every package, with its symbols, into a folder. The version comes from git's tags (v1.2.3, by MinVer).
#   eng/pack.sh FOLDER [any argument of dotnet pack, such as -p:RepositoryUrl=https://... or -p:MinVerVersionOverride=1.2.3]
set -euo pipefail
folder=$(realpath -m "${1:?eng/pack.sh FOLDER}")
shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p "$folder"
for project in src/*/*.csproj; do
  dotnet pack "$project" -c Release -o "$folder" --verbosity quiet "$@"
done

if [[ "$*" != *-p:RepositoryUrl=* ]] && grep -q '<RepositoryUrl></RepositoryUrl>' Directory.Build.props; then
  echo "These packages have no project page and no links: RepositoryUrl is set neither in Directory.Build.props nor by -p:RepositoryUrl=..." >&2
fi
