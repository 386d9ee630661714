package dev.firebreak.access.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import dev.firebreak.access.AuditAnchored;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The head of the audit log goes to a place outside, over HTTP on loopback. */
@Tag("H15")
@ExtendWith(OutputCaptureExtension.class)
class AnchorWebhookTests {

    private static final AuditAnchored ANCHOR =
            new AuditAnchored(Instant.parse("2026-11-28T12:00:00Z"), 42, "ab".repeat(32));

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private HttpServer server;

    @BeforeEach
    void theOutsideListens() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            taken.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void theOutsideGoes() {
        server.stop(0);
    }

    @Test
    void eachAnchorIsPostedAsJson() {
        webhook(address()).post(ANCHOR);

        assertThat(taken)
                .containsExactly("POST application/json {\"at\":\"2026-11-28T12:00:00Z\",\"size\":42,\"root\":\""
                        + "ab".repeat(32) + "\"}");
    }

    @Test
    void aRefusalAndARedirectAreLoggedByTheSettingAndNothingElseHappens(CapturedOutput output) {
        status = 307;
        webhook(address()).post(ANCHOR);
        status = 500;
        webhook(address()).post(ANCHOR);

        assertThat(taken).hasSize(2);
        assertThat(output)
                .contains("(firebreak.audit.webhook) answered 307")
                .contains("(firebreak.audit.webhook) answered 500");
    }

    @Test
    void whereNobodyListensThatIsLogged(CapturedOutput output) {
        var address = address();
        server.stop(0);

        assertThatCode(() -> webhook(address).post(ANCHOR)).doesNotThrowAnyException();

        assertThat(output).contains("(firebreak.audit.webhook) can't be reached");
    }

    @Test
    @Tag("G6")
    void anAnswerWithoutAnEndHoldsNobody() {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var piece = new byte[8_192];
            try (var body = exchange.getResponseBody()) {
                while (true) {
                    body.write(piece);
                }
            }
        });

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> webhook(URI.create(
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/endless"))
                        .post(ANCHOR));
    }

    @Test
    void withoutAnAddressNothingIsPosted() {
        webhook(null).post(ANCHOR);

        assertThat(taken).isEmpty();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/anchors");
    }

    private static AnchorWebhook webhook(URI address) {
        return new AnchorWebhook(new AuditSettings(true, Duration.ofMinutes(2), 1_000, address));
    }
}
