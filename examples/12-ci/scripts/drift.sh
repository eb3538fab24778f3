#!/usr/bin/env bash
# Is the store still as declared? The report is in drift.md and the job's summary. Changes nothing.
# Exit code: 0 as declared, 7 not, else the check itself failed and says nothing about the store.
set -uo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/node_modules/.bin:$PATH"
: "${PULUMI_STACK:?names the stack}"

rm -f drift.md
galaxystore drift --stack "$PULUMI_STACK" --format markdown --max-bytes 60000 --output drift.md
code=$?
case $code in
  0) result=clean ;;
  7) result=drift ;;
  *)
    echo "The check failed with exit code $code."
    exit "$code"
    ;;
esac

cat drift.md
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat drift.md >>"$GITHUB_STEP_SUMMARY"
[ -z "${GITHUB_OUTPUT:-}" ] || echo "result=$result" >>"$GITHUB_OUTPUT"
exit $code
