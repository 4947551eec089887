import base64, hashlib, hmac, http.client, json, ssl, sys
url, folder, phone_url = sys.argv[1:]
tls = ssl.create_default_context(cafile=f"{folder}/ca.pem")
bare = ssl.create_default_context(cafile=f"{folder}/ca.pem")
tls.load_cert_chain(f"{folder}/rp.pem", f"{folder}/rp-key.pem")
def post(address, path, body, context=tls):
    scheme, _, host = address.split("/")[:3]
    to = http.client.HTTPSConnection(host, context=context) if scheme == "https:" else http.client.HTTPConnection(host)
    to.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    answer = to.getresponse()
    return answer.status, json.load(answer)
def rp(operation, body, context=tls): return post(url, f"/rp/v6.0/{operation}", body, context)
def error(answer): return f"{answer[0]} {answer[1]['errorCode']} {answer[1]['details']}"
_, order = rp("auth", {"endUserIp": "203.0.113.5"})
print("started")
code = hmac.new(order["qrStartSecret"].encode(), b"0", hashlib.sha256).hexdigest()
_, phone = post(phone_url, "/api/scan", {"text": f"bankid.{order['qrStartToken']}.0.{code}", "holder": "elsa"})
about = {"orderRef": order["orderRef"]}
print("pending", rp("collect", about)[1]["hintCode"])
post(phone_url, "/api/enter-code", {"task": phone["task"]["task"], "code": "123456"})
done = rp("collect", about)[1]
print(done["status"], done["completionData"]["user"]["personalNumber"])
print(error(rp("collect", about)))
text = base64.encodebytes("Jag godkänner köpet av Röda rummet och allt som hör därtill.".encode()).decode()
about = {"orderRef": rp("sign", {"endUserIp": "203.0.113.5", "userVisibleData": text})[1]["orderRef"]}
print("cancelled", rp("cancel", about)[0])
print(error(rp("collect", about)))
print(error(rp("auth", {"endUserIp": "nowhere"})))
try: rp("auth", {"endUserIp": "203.0.113.5"}, bare); print("accepted")
except OSError: print("refused")
