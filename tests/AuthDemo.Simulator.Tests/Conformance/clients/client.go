package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

type object = map[string]any

func client(folder string, certified bool) *http.Client {
	ca, _ := os.ReadFile(folder + "/ca.pem")
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	config := &tls.Config{RootCAs: roots}
	if certified {
		pair, err := tls.LoadX509KeyPair(folder+"/rp.pem", folder+"/rp-key.pem")
		if err != nil {
			panic(err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: config}}
}

func post(c *http.Client, url string, body object) (int, object) {
	content, _ := json.Marshal(body)
	response, err := c.Post(url, "application/json", bytes.NewReader(content))
	if err != nil {
		return 0, nil
	}
	defer response.Body.Close()
	var answer object
	json.NewDecoder(response.Body).Decode(&answer)
	return response.StatusCode, answer
}

func main() {
	url, folder, phone := os.Args[1], os.Args[2], os.Args[3]
	c := client(folder, true)
	rp := func(operation string, body object) (int, object) { return post(c, url+operation, body) }
	fail := func(status int, answer object) { fmt.Println(status, answer["errorCode"], answer["details"]) }
	_, order := rp("auth", object{"endUserIp": "203.0.113.5"})
	fmt.Println("started")
	code := hmac.New(sha256.New, []byte(order["qrStartSecret"].(string)))
	code.Write([]byte("0"))
	text := fmt.Sprintf("bankid.%s.0.%s", order["qrStartToken"], hex.EncodeToString(code.Sum(nil)))
	_, shown := post(c, phone+"api/scan", object{"text": text, "holder": "elsa"})
	about := object{"orderRef": order["orderRef"]}
	_, pending := rp("collect", about)
	fmt.Println("pending", pending["hintCode"])
	post(c, phone+"api/enter-code", object{"task": shown["task"].(object)["task"], "code": "123456"})
	_, done := rp("collect", about)
	fmt.Println(done["status"], done["completionData"].(object)["user"].(object)["personalNumber"])
	fail(rp("collect", about))
	data := base64.StdEncoding.EncodeToString([]byte("Jag godkänner köpet av Röda rummet och allt som hör därtill."))
	_, signed := rp("sign", object{"endUserIp": "203.0.113.5", "userVisibleData": data})
	about = object{"orderRef": signed["orderRef"]}
	status, _ := rp("cancel", about)
	fmt.Println("cancelled", status)
	fail(rp("collect", about))
	fail(rp("auth", object{"endUserIp": "nowhere"}))
	if status, _ := post(client(folder, false), url+"auth", object{"endUserIp": "203.0.113.5"}); status != 0 {
		fmt.Println("accepted")
	} else {
		fmt.Println("refused")
	}
}
