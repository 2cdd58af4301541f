#!/bin/sh
# report_browser_test.sh RNNVIS MODELS: the report of a session with findings is one page under 5 MB that a browser shows
# without a network and without a complaint. Exit 77: there is no Chromium.
set -eu
rnnvis=$1 models=$2
chromium=$(command -v chromium || command -v chromium-browser) || { echo "skipped: Chromium is not installed"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
shown() { # WORD: the bundled model with that word selected
  printf '{"model": {"path": "%s/kjv-lstm-128x2"}, "state": {"selection": {"words": [%s]}}}' "$models" "$1"
}
findings=""
for word in 20 21 22 23 24 25 26 27 28 29; do
  findings="$findings{\"note\": \"word $word <b>bold</b>\", \"time\": \"now\", \"session\": $(shown $word)},"
done
printf '{"format": 1, "model": {"path": "%s/kjv-lstm-128x2"}, "findings": [%s]}' "$models" "${findings%,}" > "$folder/s.rnnvis-session"
"$rnnvis" report "$folder/s.rnnvis-session" --out "$folder/report.html"
size=$(wc -c < "$folder/report.html")
[ "$size" -lt 5000000 ] || { echo "the report has $size bytes"; exit 1; }
timeout 120 "$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$folder/profile" \
  --host-resolver-rules='MAP * ~NOTFOUND' --proxy-server=127.0.0.1:9 --enable-logging=stderr \
  --dump-dom "file://$folder/report.html" > "$folder/dom.html" 2> "$folder/log"
if grep -E 'CONSOLE|Refused|Content Security Policy' "$folder/log"; then echo "the browser complains"; exit 1; fi
sections=$(grep -c '<section>' "$folder/dom.html")
pictures=$(grep -o '<svg' "$folder/dom.html" | wc -l)
[ "$sections" = 11 ] && [ "$pictures" = 21 ] || { echo "$sections sections, $pictures pictures"; exit 1; }
grep -q 'word 20 &lt;b&gt;bold&lt;/b&gt;' "$folder/dom.html"
echo "$size bytes, $pictures pictures"
