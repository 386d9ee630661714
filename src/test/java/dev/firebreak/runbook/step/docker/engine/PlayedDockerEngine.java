package dev.firebreak.runbook.step.docker.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Docker Engine with the container "box", played over its HTTP API on loopback. It can die and hang at the moment of
 * the restart, and come back on the same port.
 */
final class PlayedDockerEngine implements AutoCloseable {

    /** What happens to the engine when it is asked to restart the container. */
    enum Fate {
        LIVES,
        DIES_BEFORE,
        DIES_AFTER,
        HANGS_BEFORE,
        HANGS_AFTER
    }

    static final String ID = "b0".repeat(32);

    private final int port;
    private final AtomicInteger restarts = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Instant startedAt = Instant.parse("2026-11-22T07:00:00Z");
    private volatile Fate fate = Fate.LIVES;
    private volatile boolean hangs;
    private HttpServer server;
    private ExecutorService threads;

    PlayedDockerEngine() throws IOException {
        port = begin(0);
    }

    String host() {
        return "tcp://127.0.0.1:" + port;
    }

    void atRestart(Fate next) {
        fate = next;
    }

    int restarts() {
        return restarts.get();
    }

    /** Answers again, whether it was dead or hung. */
    void back() throws IOException {
        fate = Fate.LIVES;
        hangs = false;
        stop();
        begin(port);
    }

    private int begin(int onPort) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/containers/", this::answer);
        server.start();
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        hangIf(hangs);
        if (exchange.getRequestURI().getPath().endsWith("/restart")) {
            restart(exchange);
        } else {
            var body = """
                    {"Id": "%s", "Name": "/box", "RestartCount": 0, "Config": {"Image": "box:1"},
                     "State": {"Status": "running", "Running": true, "StartedAt": "%s"}}""".formatted(ID, startedAt).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void restart(HttpExchange exchange) throws IOException {
        dieIf(fate == Fate.DIES_BEFORE);
        hangIf(fate == Fate.HANGS_BEFORE);
        restarts.incrementAndGet();
        startedAt = startedAt.plusSeconds(60);
        dieIf(fate == Fate.DIES_AFTER);
        hangIf(fate == Fate.HANGS_AFTER);
        exchange.sendResponseHeaders(204, -1);
    }

    private void dieIf(boolean now) throws IOException {
        if (now) {
            stop();
            throw new IOException("played: the engine is dead");
        }
    }

    private void hangIf(boolean now) throws IOException {
        if (now) {
            hangs = true;
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IOException("played: the engine does not answer", e);
            }
        }
    }

    private void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        over.countDown();
        stop();
    }
}
