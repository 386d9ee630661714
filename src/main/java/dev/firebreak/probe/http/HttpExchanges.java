package dev.firebreak.probe.http;

import dev.firebreak.probe.Deadline;
import dev.firebreak.probe.address.ProbeSockets;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * HTTP exchanges, each over a connection of its own to an address that was checked. The JDK's client would keep
 * connections, choose the address itself and read heads and bodies without our limits (ADR 44).
 */
@Component
public class HttpExchanges {

    private static final int MAX_REDIRECTS = 5;

    private final ProbeSockets sockets;

    HttpExchanges(ProbeSockets sockets) {
        this.sockets = sockets;
    }

    /** The answer; a redirect is one. */
    public HttpAnswer send(HttpCall call, Deadline deadline) throws IOException {
        var began = System.nanoTime();
        try (var connection = sockets.open(call.host(), call.port(), deadline)) {
            var socket = call.isSecure() ? connection.secured() : connection.socket();
            write(call, socket);
            var answer = new AnswerReader(new BufferedInputStream(socket.getInputStream()));
            answer.read(call.method());
            return new HttpAnswer(
                    call.url(),
                    answer.status(),
                    answer.headers(),
                    answer.body(),
                    answer.isCut(),
                    Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /**
     * The answer after redirects. Headers of the call go to its own host only.
     *
     * @param hosts where redirects may lead, beside the host of the call; if {@code null}, none is followed
     */
    HttpAnswer follow(HttpCall call, Set<String> hosts, Deadline deadline) throws IOException {
        var began = System.nanoTime();
        var next = call;
        for (var redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            var answer = send(next, deadline);
            if (hosts == null || !answer.isRedirect()) {
                return new HttpAnswer(
                        answer.from(),
                        answer.status(),
                        answer.headers(),
                        answer.body(),
                        answer.isCut(),
                        Duration.ofNanos(System.nanoTime() - began));
            }
            next = redirected(call, next, answer, hosts);
        }
        throw new ProtocolException("it redirects more than " + MAX_REDIRECTS + " times");
    }

    private static HttpCall redirected(HttpCall first, HttpCall from, HttpAnswer answer, Set<String> hosts)
            throws IOException {
        try {
            var to = from.url().resolve(URI.create(answer.header("Location")));
            var isOwn = to.getHost() != null
                    && to.getHost().equalsIgnoreCase(first.url().getHost());
            if (!isWeb(to) || !isOwn && !hosts.contains(to.getHost()) || from.isSecure() && !isSecure(to)) {
                throw new ProtocolException("it redirects to " + shown(to) + ", which \"redirects\" does not allow");
            }
            return HttpCall.get(to, isOwn ? first.headers() : Map.of());
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("it redirects to something that is no address");
        }
    }

    private static boolean isWeb(URI address) {
        return address.getHost() != null && (isSecure(address) || "http".equalsIgnoreCase(address.getScheme()));
    }

    private static boolean isSecure(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /** Without path and query, which may hold a token. */
    private static String shown(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    private static void write(HttpCall call, Socket socket) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Host", call.authority());
        headers.put("User-Agent", "Firebreak probe");
        headers.put("Accept", "*/*");
        headers.put("Accept-Encoding", "identity");
        headers.put("Connection", "close");
        if (call.body() != null) {
            headers.put("Content-Length", String.valueOf(call.body().length));
        }
        call.headers().forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
        var head = new StringBuilder(call.method() + " " + call.target() + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        var out = socket.getOutputStream();
        out.write(head.toString().getBytes(StandardCharsets.UTF_8));
        if (call.body() != null) {
            out.write(call.body());
        }
        out.flush();
    }
}
