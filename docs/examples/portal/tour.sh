#!/bin/sh
# A portal's calls, one after another: VITRINA, CLIENT_ID, CLIENT_SECRET and ACCOUNT say where and who.
set -eu
api=$VITRINA/api/partner/v1/portal

field() { # one value of the document that comes in: field offer.version
    python3 -c 'import json, sys
found = json.load(sys.stdin)
for name in sys.argv[1].split("."):
    found = found[int(name)] if name.isdigit() else found[name]
print(found)' "$1"
}

ask() { # the token goes through a pipe, not through the list of processes
    printf 'header = "Authorization: Bearer %s"' "$token" |
        curl --silent --show-error --fail-with-body --config - "$@"
}

post() { # a path, a JSON body, and a key of this act: sent again under it, it happens once
    ask --json "$2" --header "Idempotency-Key: $3" "$api$1"
}

token=$(printf 'user = "%s:%s"' "$CLIENT_ID" "$CLIENT_SECRET" |
    curl --silent --show-error --fail-with-body --config - \
        --data grant_type=client_credentials "$api/oauth/token" | field access_token)

mine=/accounts/$ACCOUNT
run=tour-$(date +%s)-$$
product=$(ask "$api$mine/catalogue" | field products.0.id)
preview=$(post "$mine/previews" "{\"product_id\": \"$product\"}" "$run-1")
echo "to pay now: $(printf %s "$preview" | field effect.charged)"

wish="{\"product_id\": \"$product\",
       \"offer_version\": \"$(printf %s "$preview" | field offer.version)\",
       \"offer_hash\": \"$(printf %s "$preview" | field offer.hash)\"}"
post "$mine/subscriptions" "$wish" "$run-2" >/dev/null
post "$mine/subscriptions" "$wish" "$run-2" >/dev/null # the answer was lost? Send it again
echo "subscribed: $(ask "$api$mine/subscriptions" | field subscriptions.0.product)"

echo "storefront: $(post "$mine/storefronts/rentsoft/link" '{}' "$run-3" | field url)"
