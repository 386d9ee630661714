package dev.firebreak.status.statuspage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A real HTTP server that behaves like the documented API of Statuspage, and can answer as a test says. */
final class StatuspageServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    final List<String> calls = new CopyOnWriteArrayList<>();
    final Map<String, ObjectNode> incidents = new LinkedHashMap<>();

    /** The next answer instead of the right one, such as {@code 429}; 0 does what was asked and never answers. */
    private final List<Integer> next = new ArrayList<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;

    StatuspageServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/v1/pages/p1/incidents", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    synchronized StatuspageServer answersNext(int status) {
        next.add(status);
        return this;
    }

    ObjectNode only() {
        return incidents.values().iterator().next();
    }

    List<String> said() {
        var said = new ArrayList<String>();
        for (JsonNode update : only().path("incident_updates")) {
            said.add(update.path("status").asText() + ": " + update.path("body").asText());
        }
        return said;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            calls.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            if (!"OAuth key-of-tests".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, JSON.createObjectNode());
                return;
            }
            var instead = takeNext();
            if (instead > 0) {
                exchange.getResponseHeaders().set("Retry-After", "30");
                send(exchange, instead, JSON.createObjectNode());
                return;
            }
            var result = act(exchange.getRequestMethod(), id(exchange), body.path("incident"));
            if (instead == 0) {
                await();
                return;
            }
            send(exchange, exchange.getRequestMethod().equals("POST") ? 201 : 200, result);
        }
    }

    private synchronized int takeNext() {
        return next.isEmpty() ? -1 : next.remove(0);
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String id(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        return path.substring(path.indexOf("incidents") + "incidents".length()).replace("/", "");
    }

    private synchronized JsonNode act(String method, String id, JsonNode asked) {
        if (method.equals("GET")) {
            return id.isEmpty() ? JSON.valueToTree(incidents.values()) : incidents.get(id);
        }
        var name = id.isEmpty() ? "remote" + (incidents.size() + 1) : id;
        var one = incidents.computeIfAbsent(name, key -> JSON.createObjectNode().put("id", key));
        asked.properties().forEach(field -> one.set(field.getKey(), field.getValue()));
        one.withArray("incident_updates")
                .addObject()
                .put("status", asked.path("status").asText())
                .put("body", asked.path("body").asText());
        return one;
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        var bytes = JSON.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
