#!/bin/sh
# packaging_test.sh PACKAGING RNNVIS: files that a desktop reads are valid, where the tools that say so are installed, and
# the manual and the completion know every command of the program.
set -eu
cd "$1"
rnnvis=$2
check() { # TOOL ARGUMENT…
  if command -v "$1" >/dev/null; then "$@"; else echo "skipped: $1 is not installed"; fi
}
check desktop-file-validate org.rnnvis.RNNVis.desktop
check appstreamcli validate --no-net org.rnnvis.RNNVis.metainfo.xml
if command -v man >/dev/null; then
  warnings=$(LC_ALL=C.UTF-8 MANROFFSEQ= MANWIDTH=80 man --warnings -l rnnvis.1 2>&1 >/dev/null)
  [ -z "$warnings" ] || { echo "$warnings"; exit 1; }
fi
commands=$("$rnnvis" --help | sed -n '/^Subcommands:/,$ s/^  \([a-z]*\) .*/\1/p')
[ -n "$commands" ]
for command in $commands; do
  grep -qx "\.B $command" rnnvis.1 || { echo "rnnvis.1 does not name the command $command"; exit 1; }
done
found=$(bash -c 'complete() { :; }; compopt() { :; }; . ./rnnvis.bash-completion
  COMP_WORDS=("$1" exp) COMP_CWORD=1; _rnnvis; echo "${COMPREPLY[*]}"
  COMP_WORDS=("$1" explain --con) COMP_CWORD=2; _rnnvis; echo "${COMPREPLY[*]}"' bash "$rnnvis")
[ "$found" = "explain export
--contexts" ] || { echo "completed to: $found"; exit 1; }
version=$("$rnnvis" --version | sed 's/^rnnvis \([0-9.]*\),.*/\1/')
grep -q "release version=\"$version\"" org.rnnvis.RNNVis.metainfo.xml
grep -q "^rnnvis ($version)" changelog
