package dev.firebreak.comms.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A receiver of events: a real HTTP server, which answers as a test says. */
final class WebhookReceiver implements AutoCloseable {

    /** A request as it came. */
    record Received(String id, String timestamp, String signature, String type, String body) {

        String event() {
            return body.replaceAll("^\\{\"type\":\"([^\"]+)\".*", "$1");
        }
    }

    /** What to answer. */
    interface Answers {
        void to(HttpExchange exchange) throws IOException;
    }

    final List<Received> received = new CopyOnWriteArrayList<>();
    volatile Answers answers = status(204);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var head = exchange.getRequestHeaders();
            received.add(new Received(
                    head.getFirst("webhook-id"),
                    head.getFirst("webhook-timestamp"),
                    head.getFirst("webhook-signature"),
                    head.getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            answers.to(exchange);
        }
    }

    static Answers status(int status, String... header) {
        return exchange -> {
            if (header.length > 0) {
                exchange.getResponseHeaders().set(header[0], header[1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Never answers. */
    Answers silence() {
        return exchange -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Answers 200 with a body that never ends. */
    Answers endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var chunk = new byte[8192];
            while (closed.getCount() > 0) {
                exchange.getResponseBody().write(chunk);
            }
        };
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
    }

    List<String> events() {
        return received.stream().map(Received::event).toList();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
