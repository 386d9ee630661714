package dev.firebreak.comms.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on loopback in the place of one that can't be had: keeps every request, answers as scripted. */
public final class HttpPeer implements AutoCloseable {

    /** A request as it came. */
    public record Taken(String method, String path, Map<String, String> headers, String body) {}

    /** How it answers one request. */
    public interface Answer {

        void give(HttpExchange exchange) throws IOException;
    }

    public final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Answer answer = status(200, "{}");

    public HttpPeer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public HttpPeer answers(Answer other) {
        answer = other;
        return this;
    }

    public static Answer status(int status, String text) {
        return exchange -> {
            var body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** Says how long it wants to be left alone. */
    public static Answer retryAfter(int status, String seconds) {
        return exchange -> {
            exchange.getResponseHeaders().add("Retry-After", seconds);
            status(status, "later").give(exchange);
        };
    }

    /** Sends its head and then a body that never ends, a piece every 20 ms. */
    public static Answer endless(int status, int piece) {
        return exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[piece]);
                    exchange.getResponseBody().flush();
                    Thread.sleep(20);
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Takes the request and says nothing. */
    public static Answer silent() {
        return exchange -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            taken.add(new Taken(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            answer.give(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
