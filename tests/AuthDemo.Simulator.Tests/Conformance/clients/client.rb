require "base64"; require "json"; require "net/http"; require "openssl"
URL, FOLDER, PHONE = ARGV
def post(address, body, certified = true)
  uri = URI(address)
  http = Net::HTTP.new(uri.host, uri.port, nil)
  if uri.scheme == "https"
    http.use_ssl = true
    http.ca_file = "#{FOLDER}/ca.pem"
    if certified
      http.cert = OpenSSL::X509::Certificate.new(File.read("#{FOLDER}/rp.pem"))
      http.key = OpenSSL::PKey.read(File.read("#{FOLDER}/rp-key.pem"))
    end
  end
  answer = http.post(uri.path, JSON.generate(body), "Content-Type" => "application/json")
  [answer.code, JSON.parse(answer.body)]
end
def rp(operation, body, certified = true) = post("#{URL}#{operation}", body, certified)
def error(answer) = puts("#{answer[0]} #{answer[1]["errorCode"]} #{answer[1]["details"]}")
order = rp("auth", { endUserIp: "203.0.113.5" })[1]
puts "started"
code = OpenSSL::HMAC.hexdigest("SHA256", order["qrStartSecret"], "0")
phone = post("#{PHONE}api/scan", { text: "bankid.#{order["qrStartToken"]}.0.#{code}", holder: "elsa" })[1]
about = { orderRef: order["orderRef"] }
puts "pending #{rp("collect", about)[1]["hintCode"]}"
post("#{PHONE}api/enter-code", { task: phone["task"]["task"], code: "123456" })
done = rp("collect", about)[1]
puts "#{done["status"]} #{done["completionData"]["user"]["personalNumber"]}"
error(rp("collect", about))
text = Base64.encode64("Jag godkänner köpet av Röda rummet och allt som hör därtill.")
about = { orderRef: rp("sign", { endUserIp: "203.0.113.5", userVisibleData: text })[1]["orderRef"] }
puts "cancelled #{rp("cancel", about)[0]}"
error(rp("collect", about))
error(rp("auth", { endUserIp: "nowhere" }))
begin
  rp("auth", { endUserIp: "203.0.113.5" }, false); puts "accepted"
rescue OpenSSL::SSL::SSLError, SystemCallError, EOFError
  puts "refused"
end
