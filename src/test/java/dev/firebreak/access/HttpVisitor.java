package dev.firebreak.access;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An HTTP client of the running application: a person's browser with cookies, or a program with a password. */
public final class HttpVisitor {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String site;

    public HttpVisitor(int port) {
        this.site = "http://127.0.0.1:" + port;
    }

    public HttpResponse<String> page(String path) {
        return send("GET", path, null, Map.of("Accept", "text/html,application/xhtml+xml"));
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, null, Map.of("Accept", "application/json"));
    }

    public HttpResponse<String> login(String id, String password) {
        return login(id, password, "/");
    }

    public HttpResponse<String> login(String id, String password, String to) {
        return form("/login", Map.of("username", id, "password", password, "to", to, "_csrf", csrfOf("/login")));
    }

    public String csrfOf(String path) {
        var answer = page(path);
        var found = CSRF.matcher(answer.body());
        if (!found.find()) {
            throw new IllegalStateException("no token on " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return found.group(1);
    }

    public HttpResponse<String> form(String path, Map<String, String> fields) {
        return form(path, fields, Map.of());
    }

    public HttpResponse<String> form(String path, Map<String, String> fields, Map<String, String> headers) {
        var body = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var all = new HashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return send("POST", path, body, all);
    }

    /** Presses the button of a form, as a browser does. */
    public HttpResponse<String> press(String path, Map<String, String> fields) {
        return form(path, fields, Map.of("Accept", "text/html,application/xhtml+xml"));
    }

    public HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(site + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpVisitor::bodyOf);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of a stream of events, as it comes. */
    public InputStream stream(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create(site + path)).header("Accept", "text/event-stream");
            return http.send(request.build(), BodyHandlers.ofInputStream()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole body; of a stream of events, which never ends, what comes first. */
    private static BodySubscriber<String> bodyOf(HttpResponse.ResponseInfo answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        return type.startsWith("text/event-stream")
                ? new FirstBytes()
                : BodyHandlers.ofString().apply(answer);
    }

    private static final class FirstBytes implements BodySubscriber<String> {

        private final CompletableFuture<String> text = new CompletableFuture<>();
        private Subscription subscription;

        @Override
        public CompletionStage<String> getBody() {
            return text;
        }

        @Override
        public void onSubscribe(Subscription all) {
            subscription = all;
            all.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> bytes) {
            text.complete(bytes.stream()
                    .map(StandardCharsets.UTF_8::decode)
                    .map(CharBuffer::toString)
                    .collect(Collectors.joining()));
            subscription.cancel();
        }

        @Override
        public void onError(Throwable failure) {
            text.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            text.complete("");
        }
    }

    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(java.net.HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    public static String basic(String id, String password) {
        var pair = (id + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
