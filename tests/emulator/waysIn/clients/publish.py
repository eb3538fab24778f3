"""Publishes a new binary of an app on the Galaxy Store, with requests and PyJWT. Knows the real store only.

    python3 publish.py <contentId> <file.apk>
"""

import json
import os
import sys
import time

import jwt
import requests

API = os.environ.get("STORE_API", "https://devapi.samsungapps.com")
ACCOUNT = os.environ["STORE_SERVICE_ACCOUNT_ID"]


def checked(answer):
    answer.raise_for_status()
    return answer.json() if answer.content else None


content_id, apk = sys.argv[1:]
with open(os.environ["STORE_PRIVATE_KEY"]) as file:
    key = file.read()
now = int(time.time())
claims = {"iss": ACCOUNT, "scopes": ["publishing"], "iat": now, "exp": now + 600}
signed = jwt.encode(claims, key, algorithm="RS256")

store = requests.Session()
store.headers["service-account-id"] = ACCOUNT
created = checked(store.post(f"{API}/auth/accessToken", headers={"Authorization": f"Bearer {signed}"}))
store.headers["Authorization"] = f"Bearer {created['createdItem']['accessToken']}"


def info():
    return checked(store.get(f"{API}/seller/contentInfo", params={"contentId": content_id}))[0]


app = info()
update = {
    "contentId": content_id,
    "defaultLanguageCode": app["defaultLanguageCode"],
    "paid": app["paid"],
    "publicationType": "01",
}
checked(store.post(f"{API}/seller/contentUpdate", json=update))

session = checked(store.post(f"{API}/seller/createUploadSessionId"))
with open(apk, "rb") as file:
    uploaded = checked(
        store.post(session["url"], data={"sessionId": session["sessionId"]}, files={"file": file})
    )

binary = {"contentId": content_id, "gms": "N", "filekey": uploaded["fileKey"]}
checked(store.post(f"{API}/seller/v2/content/binary", json=binary))
checked(store.post(f"{API}/seller/contentSubmit", json={"contentId": content_id}))

app = info()
files = [binary["fileName"] for binary in app["binaryList"]]
print(json.dumps({"uploadUrl": session["url"], "contentStatus": app["contentStatus"], "files": files}))
