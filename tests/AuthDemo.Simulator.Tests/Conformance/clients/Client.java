import java.io.*; import java.net.URI; import java.net.http.*; import java.nio.charset.StandardCharsets; import java.nio.file.*;
import java.security.KeyStore; import java.security.cert.*; import java.util.*; import java.util.regex.*;
import javax.crypto.Mac; import javax.crypto.spec.SecretKeySpec; import javax.net.ssl.*;

class Client {
    static HttpClient client(String folder, boolean certified) throws Exception {
        var trust = KeyStore.getInstance(KeyStore.getDefaultType());
        trust.load(null, null);
        try (var pem = Files.newInputStream(Path.of(folder, "ca.pem"))) {
            trust.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trust);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        var password = "qwerty123".toCharArray();
        keys.init(certified ? KeyStore.getInstance(new File(folder, "rp.p12"), password) : null, password);
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
    }
    static HttpResponse<String> post(HttpClient client, String url, String body) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }
    static String field(String name, HttpResponse<String> answer) {
        var found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer.body());
        return found.find() ? found.group(1) : "";
    }
    static void error(HttpResponse<String> answer) {
        System.out.println(answer.statusCode() + " " + field("errorCode", answer) + " " + field("details", answer));
    }
    public static void main(String[] args) throws Exception {
        String url = args[0], folder = args[1], phone = args[2];
        var client = client(folder, true);
        var order = post(client, url + "auth", "{\"endUserIp\":\"203.0.113.5\"}");
        System.out.println("started");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(field("qrStartSecret", order).getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        var text = "bankid." + field("qrStartToken", order) + ".0." + HexFormat.of().formatHex(mac.doFinal("0".getBytes()));
        var task = post(client, phone + "api/scan", "{\"text\":\"" + text + "\",\"holder\":\"elsa\"}").body().replaceAll(".*?\"task\":\"([^\"]*)\".*", "$1");
        var about = "{\"orderRef\":\"" + field("orderRef", order) + "\"}";
        System.out.println("pending " + field("hintCode", post(client, url + "collect", about)));
        post(client, phone + "api/enter-code", "{\"task\":\"" + task + "\",\"code\":\"123456\"}");
        var done = post(client, url + "collect", about);
        System.out.println(field("status", done) + " " + field("personalNumber", done));
        error(post(client, url + "collect", about));
        var data = Base64.getMimeEncoder(60, "\n".getBytes()).encodeToString("Jag godkänner köpet av Röda rummet och allt som hör därtill.".getBytes(StandardCharsets.UTF_8));
        var signed = post(client, url + "sign", "{\"endUserIp\":\"203.0.113.5\",\"userVisibleData\":\"" + data.replace("\n", "\\n") + "\"}");
        about = "{\"orderRef\":\"" + field("orderRef", signed) + "\"}";
        System.out.println("cancelled " + post(client, url + "cancel", about).statusCode());
        error(post(client, url + "collect", about));
        error(post(client, url + "auth", "{\"endUserIp\":\"nowhere\"}"));
        try { post(client(folder, false), url + "auth", "{\"endUserIp\":\"203.0.113.5\"}"); System.out.println("accepted"); }
        catch (IOException refused) { System.out.println("refused"); }
    }
}
