package dev.firebreak.comms.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.firebreak.comms.channel.TestCertificates;
import dev.firebreak.comms.channel.TestCertificates.Shown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Slack on loopback, whose certificate a CA of the test has signed. The client trusts what the JVM trusts. */
@Tag("G7")
class SlackCertificateTests {

    private static final TestCertificates CERTIFICATES = new TestCertificates();

    private final AtomicInteger taken = new AtomicInteger();
    private final SSLContext ofTheJvm = ofTheJvm();
    private SlackHttpClient client;
    private HttpsServer server;

    @BeforeEach
    void theJvmTrustsTheAuthorityOfTheTests() {
        SSLContext.setDefault(CERTIFICATES.client());
        client = new SlackHttpClient(Duration.ofSeconds(5));
    }

    @AfterEach
    void theServerGoes() {
        SSLContext.setDefault(ofTheJvm);
        server.stop(0);
    }

    @ParameterizedTest
    @EnumSource(Shown.class)
    void onlyAServerWithTheRightCertificateGetsAMessage(Shown shown) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(CERTIFICATES.server(shown)));
        server.createContext("/", exchange -> {
            taken.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        var address = URI.create("https://localhost:" + server.getAddress().getPort() + "/services/x");

        if (shown == Shown.RIGHT) {
            assertThat(client.send(address, new byte[1]).isAccepted()).isTrue();
        } else {
            assertThatThrownBy(() -> client.send(address, new byte[1]))
                    .isInstanceOf(SlackUnavailable.class)
                    .hasMessage("Slack can't be reached: SSLHandshakeException");
            assertThat(taken).hasValue(0);
        }
    }

    private static SSLContext ofTheJvm() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
