#!/usr/bin/env bash
# Packs every package, with its symbols, into a folder. The version comes from git's tags (v1.2.3, by MinVer).
#   eng/pack.sh FOLDER [any argument of dotnet pack, such as -p:MinVerVersionOverride=1.2.3]
set -euo pipefail
folder=$(realpath -m "${1:?eng/pack.sh FOLDER}")
shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p "$folder"
for project in src/*/*.csproj; do
  dotnet pack "$project" -c Release -o "$folder" --verbosity quiet "$@"
done

if grep -q '<RepositoryUrl>.*/OWNER/' Directory.Build.props; then
  echo "Do not publish these: RepositoryUrl in Directory.Build.props is a placeholder, and all links lead there." >&2
fi
