package dev.firebreak.runbook.step.check.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.step.check.AddressReport.Reached;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real addresses on loopback. */
@Tag("A087")
class NetworkProbeTests {

    private final NetworkProbe probe = new NetworkProbe(new TimeLimit());
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void aServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAnswerIsSeenWithItsStatusAndTime_andARedirectIsNotFollowed() throws Exception {
        status.set(302);

        var report = probe.look(address("http", "/health"));

        assertThat(report.status()).isEqualTo(302);
        assertThat(report.failure()).isNull();
        assertThat(report.time()).isPositive();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aPortThatIsClosedAcceptsNoConnection() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        var report = probe.look(URI.create("tcp://127.0.0.1:" + closed));

        assertThat(report.reached()).isEqualTo(Reached.ROUTE);
        assertThat(report.failure()).contains("refused");
    }

    @Test
    void aPortThatOnlyHasToAcceptIsNotAskedFurther() throws Exception {
        assertThat(probe.look(address("tcp", "")).failure()).isNull();
        assertThat(asked).hasValue(0);
    }

    @Test
    void aNameThatNobodyKnowsHasNoAddress() throws Exception {
        assertThat(probe.look(URI.create("http://no-such-host.invalid/")).reached())
                .isEqualTo(Reached.NOTHING);
    }

    @Test
    void whatSpeaksNoTlsShowsNoValidCertificate() throws Exception {
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var speaker = new Thread(() -> speaksPlainly(socket));
            speaker.start();

            var report = probe.look(URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/"));

            assertThat(report.reached()).isEqualTo(Reached.CONNECTION);
            assertThat(report.failure()).isNotBlank();
        }
    }

    /** Until the socket is closed. */
    private static void speaksPlainly(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // the client has gone, or the test is over
            }
        }
    }

    private URI address(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
