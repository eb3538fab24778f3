#!/usr/bin/env bash
# Publishes a new binary of an app on the Galaxy Store, with curl and openssl. Knows the real store only.
#   publish.sh <contentId> <file.apk>
set -euo pipefail

api=${STORE_API:-https://devapi.samsungapps.com}
content_id=$1
apk=$2

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
# The last value of this name in a JSON text.
value() { sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/"; }

signed_jwt() {
  local now claims text
  now=$(date +%s)
  claims="{\"iss\":\"$STORE_SERVICE_ACCOUNT_ID\",\"scopes\":[\"publishing\"],\"iat\":$now,\"exp\":$((now + 600))}"
  text="$(printf '{"alg":"RS256","typ":"JWT"}' | base64url).$(printf '%s' "$claims" | base64url)"
  printf '%s.%s' "$text" "$(printf '%s' "$text" | openssl dgst -sha256 -sign "$STORE_PRIVATE_KEY" | base64url)"
}

call() { curl --silent --show-error --fail -H "Authorization: Bearer $token" -H "service-account-id: $STORE_SERVICE_ACCOUNT_ID" "$@"; }
post() { call -H "Content-Type: application/json" --data "$2" "$api$1"; }
info() { call "$api/seller/contentInfo?contentId=$content_id"; }

token=$(signed_jwt)
token=$(call -X POST "$api/auth/accessToken" | value accessToken)

language=$(info | value defaultLanguageCode)
post /seller/contentUpdate "{\"contentId\":\"$content_id\",\"defaultLanguageCode\":\"$language\",\"paid\":\"N\",\"publicationType\":\"01\"}" >/dev/null

session=$(post /seller/createUploadSessionId '')
upload_url=$(value url <<<"$session")
file_key=$(call -F "sessionId=$(value sessionId <<<"$session")" -F "file=@$apk" "$upload_url" | value fileKey)

post /seller/v2/content/binary "{\"contentId\":\"$content_id\",\"gms\":\"N\",\"filekey\":\"$file_key\"}" >/dev/null
post /seller/contentSubmit "{\"contentId\":\"$content_id\"}"

app=$(info)
files=$(grep -oE '"fileName":"[^"]*"' <<<"$app" | sed 's/"fileName"://' | paste -sd, -)
printf '{"uploadUrl":"%s","contentStatus":"%s","files":[%s]}\n' "$upload_url" "$(value contentStatus <<<"$app")" "$files"
