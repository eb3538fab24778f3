#!/usr/bin/env bash
# What the program would do to the store, in words: into comment.md and the job's summary. Needs no key of the store.
# Exit code: 0 the preview is made, else it is not, or it failed; comment.md says so in either case.
set -uo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/node_modules/.bin:$PATH"
: "${PULUMI_STACK:?names the stack}"

rm -f comment.md
galaxystore preview-comment --stack "$PULUMI_STACK" --output comment.md
code=$?
# A comment of an earlier push must not stand there as if it were of this one.
[ -s comment.md ] || cat >comment.md <<END
<!-- galaxystore:preview-comment $PULUMI_STACK -->
## Galaxy Store: no preview

The preview could not be made; the job's log says why.
END

cat comment.md
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat comment.md >>"$GITHUB_STEP_SUMMARY"
exit $code
