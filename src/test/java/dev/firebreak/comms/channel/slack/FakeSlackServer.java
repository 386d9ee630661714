package dev.firebreak.comms.channel.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A fake Slack: keeps every message as received, answers as scripted. */
public final class FakeSlackServer implements AutoCloseable {

    /** The secret part of the webhook, which must never be shown. */
    public static final String CANARY = "T00000000/B00000000/canaryCanaryCanary";

    /** How it answers one message. */
    interface Answer {

        void give(HttpExchange exchange) throws IOException;
    }

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Answer answer = text(200, "ok");

    public FakeSlackServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    public String webhook() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/" + CANARY;
    }

    /** The messages so far, oldest first. */
    public List<String> taken() {
        return taken;
    }

    FakeSlackServer answers(Answer other) {
        answer = other;
        return this;
    }

    static Answer text(int status, String text) {
        return exchange -> {
            var body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            taken.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer.give(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
