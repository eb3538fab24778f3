#!/usr/bin/env bash
# Asks whether the store is still as declared. Exit code: 0 yes, 7 no (the differences are printed), else the check itself failed.
set -uo pipefail
cd "$(dirname "$0")"

report=$(pulumi preview --refresh --expect-no-changes --diff --non-interactive 2>&1)
code=$?

case $code in
  0) echo "The store is as declared." ;;
  7) echo "The store is not as declared. If the edits are right, write them into the program; if not, \`pulumi up --refresh\` takes them back." ;;
  *) echo "The check failed with exit code $code." ;;
esac
printf '\n%s\n' "$report"

if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  printf '```\n%s\n```\n' "$report" >>"$GITHUB_STEP_SUMMARY"
fi
exit $code
