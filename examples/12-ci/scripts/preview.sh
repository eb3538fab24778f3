#!/usr/bin/env bash
# What the program would do to the store, in words: into comment.md and the job's summary. Needs no key of the store.
# Exit code: 0 the preview is made; 3 it failed, and comment.md says why; else there is none.
set -uo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/node_modules/.bin:$PATH"
: "${PULUMI_STACK:?names the stack}"

rm -f comment.md
galaxystore preview-comment --stack "$PULUMI_STACK" --output comment.md
code=$?
[ -f comment.md ] || exit $code

cat comment.md
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat comment.md >>"$GITHUB_STEP_SUMMARY"
exit $code
