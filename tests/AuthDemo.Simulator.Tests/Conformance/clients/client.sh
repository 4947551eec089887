url=$1 folder=$2 phone=$3
json='Content-Type: application/json'
post() { curl -sS --noproxy '*' --cacert "$folder/ca.pem" -H "$json" -w '\n%{http_code}' "$@"; }
rp() { post --cert "$folder/rp.pem" --key "$folder/rp-key.pem" "${url}$1" -d "$2"; }
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
error() { echo "$(tail -1 <<<"$1") $(field errorCode <<<"$1") $(field details <<<"$1")"; }
order=$(rp auth '{"endUserIp":"203.0.113.5"}')
echo started
code=$(printf 0 | openssl dgst -sha256 -hmac "$(field qrStartSecret <<<"$order")" | sed 's/.* //')
task=$(post "${phone}api/scan" -d "{\"text\":\"bankid.$(field qrStartToken <<<"$order").0.$code\",\"holder\":\"elsa\"}" | field task)
about="{\"orderRef\":\"$(field orderRef <<<"$order")\"}"
echo "pending $(rp collect "$about" | field hintCode)"
post "${phone}api/enter-code" -d "{\"task\":\"$task\",\"code\":\"123456\"}" >/dev/null
done=$(rp collect "$about")
echo "$(field status <<<"$done") $(field personalNumber <<<"$done")"
error "$(rp collect "$about")"
text=$(printf 'Jag godkänner köpet av Röda rummet och allt som hör därtill.' | base64 -w 60 | sed ':a;N;$!ba;s/\n/\\n/g')
about="{\"orderRef\":\"$(rp sign "{\"endUserIp\":\"203.0.113.5\",\"userVisibleData\":\"$text\"}" | field orderRef)\"}"
echo "cancelled $(rp cancel "$about" | tail -1)"
error "$(rp collect "$about")"
error "$(rp auth '{"endUserIp":"nowhere"}')"
post "${url}auth" -d '{"endUserIp":"203.0.113.5"}' >/dev/null 2>&1 && echo accepted || echo refused
