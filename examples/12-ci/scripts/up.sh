#!/usr/bin/env bash
# Brings the store to what the program says, when this is the newest commit of its branch. Waits while somebody else's up has the stack.
# REFRESH=true reads the store first, so that edits in the Seller Portal are taken back. LOCK_WAIT_SECONDS (900) is how long it waits.
set -uo pipefail
cd "$(dirname "$0")/.."
: "${PULUMI_STACK:?names the stack}"
branch=${GITHUB_REF_NAME:-${CI_COMMIT_BRANCH:-$(git branch --show-current)}}
refresh=""
[ "${REFRESH:-}" != true ] || refresh=--refresh
give_up=$((SECONDS + ${LOCK_WAIT_SECONDS:-900}))
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() {
  echo "$1"
  [ -z "${GITHUB_STEP_SUMMARY:-}" ] || echo "$1" >>"$GITHUB_STEP_SUMMARY"
}

# An old run that is approved late, or run again, would take back what was merged after it.
newest_or_leave() {
  git remote get-url origin >/dev/null 2>&1 || return 0
  local newest
  newest=$(git ls-remote --exit-code origin "refs/heads/$branch" | cut -f1) || {
    say "Nothing was done: origin does not say which commit of $branch is the newest."
    exit 1
  }
  [ "$newest" = "$(git rev-parse HEAD)" ] && return
  say "Nothing was done: $branch has moved on to ${newest:0:12}. The run of that commit brings this change too."
  exit 0
}

while :; do
  newest_or_leave
  pulumi up --yes --non-interactive --stack "$PULUMI_STACK" $refresh 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  [ "$code" -ne 0 ] || break
  # Either backend says so before anything is done.
  grep -qE "the stack is currently locked|[Aa]nother update is currently in progress" "$log" || break
  if [ "$SECONDS" -ge "$give_up" ]; then
    say "Somebody else's up still has the stack, see above. If it is dead: pulumi cancel, then run this again."
    break
  fi
  echo "Somebody else's up has the stack; looking again in ${LOCK_PAUSE_SECONDS:-15} seconds."
  sleep "${LOCK_PAUSE_SECONDS:-15}"
done

[ -z "${GITHUB_STEP_SUMMARY:-}" ] || printf '```\n%s\n```\n' "$(tail -n 200 "$log")" >>"$GITHUB_STEP_SUMMARY"
exit "$code"
