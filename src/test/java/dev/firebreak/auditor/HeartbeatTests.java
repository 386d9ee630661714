package dev.firebreak.auditor;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dead-man check outside, over HTTP on loopback. */
class HeartbeatTests {

    @Test
    @Tag("G6")
    void anAnswerWithoutAnEndDoesNotHoldTheAuditor() throws IOException {
        var outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var piece = new byte[8_192];
            try (var body = exchange.getResponseBody()) {
                while (true) {
                    body.write(piece);
                }
            }
        });
        outside.start();
        var address = URI.create("http://127.0.0.1:" + outside.getAddress().getPort() + "/beat");
        try {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> new Heartbeat(new AuditorSettings(true, Duration.ofSeconds(30), address)).send());
        } finally {
            outside.stop(0);
        }
    }
}
