package dev.firebreak.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.probe.Deadline;
import dev.firebreak.probe.address.AddressRefused;
import dev.firebreak.probe.address.Failures;
import dev.firebreak.probe.address.SocketsFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchanges of probes with servers that behave, and with those that do not. */
@Tag("G22")
class HttpExchangesTests {

    private static final Duration SHORT = Duration.ofMillis(400);

    private final HttpExchanges exchanges = new HttpExchanges(SocketsFixture.plain());
    private PlayedServer server;

    @AfterEach
    void close() {
        server.close();
    }

    private HttpAnswer get(String path) throws IOException {
        return exchanges.send(HttpCall.get(server.url(path), Map.of()), Deadline.in(Duration.ofSeconds(5)));
    }

    @Test
    void anAnswerIsReadAndTheRequestSaysWhatItWants() throws IOException {
        server = new PlayedServer(PlayedServer.ok("all well"));

        var answer = get("/health?full=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("all well");
        assertThat(answer.header("content-length")).isEqualTo("8");
        assertThat(server.requests().get(0))
                .startsWith("GET /health?full=1 HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                .contains("Connection: close\r\n");
    }

    @Test
    void chunksAndInterimAnswersAreUnderstood() throws IOException {
        server = PlayedServer.of(
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3\r\nall\r\n5;ext=1\r\n well\r\n0\r\n\r\n");

        var answer = get("/");

        assertThat(answer.body()).isEqualTo("all well");
        assertThat(answer.isCut()).isFalse();
        assertThat(answer.header("Link")).isEmpty();
    }

    @Test
    void anAnswerThatGoesOnForEverIsCut() throws IOException {
        server = new PlayedServer(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var block = new byte[64 * 1024];
            while (true) {
                out.write(block);
            }
        });

        var answer = get("/");

        assertThat(answer.isCut()).isTrue();
        assertThat(answer.body()).hasSize(AnswerReader.MAX_BODY);
    }

    @Test
    void aBodyOfTenGigabytesIsCutBeforeItIsRead() throws IOException {
        server = new PlayedServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var block = new byte[64 * 1024];
            for (var n = 0; n < 163_840; n++) {
                out.write(block);
            }
        });

        assertThat(get("/").isCut()).isTrue();
    }

    @Test
    void anAnswerThatDribblesEndsAtTheDeadline() {
        server = new PlayedServer(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('.');
                out.flush();
                Thread.sleep(20);
            }
        });

        endsAtTheDeadline(HttpCall.get(server.url("/"), Map.of()));
    }

    @Test
    void aHeadThatDribblesEndsAtTheDeadline() {
        server = new PlayedServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('.');
                out.flush();
                Thread.sleep(20);
            }
        });

        endsAtTheDeadline(HttpCall.get(server.url("/"), Map.of()));
    }

    @Test
    void aServerThatAcceptsAndSaysNothingEndsAtTheDeadline() {
        server = new PlayedServer(out -> Thread.sleep(10_000));

        endsAtTheDeadline(HttpCall.get(server.url("/"), Map.of()));
        endsAtTheDeadline(HttpCall.get(URI.create("https://127.0.0.1:" + server.port() + "/"), Map.of()));
    }

    private void endsAtTheDeadline(HttpCall call) {
        var deadline = Deadline.in(SHORT);
        var began = System.nanoTime();

        assertThatThrownBy(() -> exchanges.send(call, deadline))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(Failures.words(e, deadline)).isEqualTo("did not end within 400 ms"));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(SHORT.minusMillis(50), SHORT.plusSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 99 no\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nall",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\n",
                ""
            })
    void whatIsNoAnswerOfHttpIsAFailure(String bytes) {
        server = PlayedServer.of(bytes);

        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
    }

    @Test
    void aHeadWithoutAnEndIsAFailure() {
        server = new PlayedServer(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });

        assertThatThrownBy(() -> get("/")).hasMessageContaining("head is longer than 64 KiB");
    }

    @Test
    void aRedirectIsAnAnswerUnlessRedirectsAreAllowed() throws IOException {
        server = PlayedServer.of("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n");
        var call = HttpCall.get(server.url("/"), Map.of());

        assertThat(exchanges
                        .follow(call, null, Deadline.in(Duration.ofSeconds(5)))
                        .status())
                .isEqualTo(302);
    }

    @Test
    void aRedirectLeadsOnlyToHostsThatAreNamed() {
        server = PlayedServer.of(
                "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/meta-data\r\nContent-Length: 0\r\n\r\n");
        var call = HttpCall.get(server.url("/"), Map.of());

        assertThatThrownBy(() -> exchanges.follow(call, Set.of("login.example"), Deadline.in(Duration.ofSeconds(5))))
                .hasMessage("it redirects to http://169.254.169.254, which \"redirects\" does not allow");
        assertThatThrownBy(() -> exchanges.follow(call, Set.of("169.254.169.254"), Deadline.in(Duration.ofSeconds(5))))
                .as("not even if somebody names it")
                .isInstanceOf(AddressRefused.class);
    }

    @Test
    void aLoopOfRedirectsEnds() {
        server = PlayedServer.of("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
        var call = HttpCall.get(server.url("/"), Map.of());

        assertThatThrownBy(() -> exchanges.follow(call, Set.of(), Deadline.in(Duration.ofSeconds(5))))
                .hasMessage("it redirects more than 5 times");
        assertThat(server.requests()).hasSize(6);
    }
}
