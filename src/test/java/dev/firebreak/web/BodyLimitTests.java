package dev.firebreak.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@FirebreakTest
class BodyLimitTests {

    private static final String PASSWORD = "quiet-river-stone";
    private static final String DEPLOY = "/engine-rest/deployment/create";
    private static final String MULTIPART = "multipart/form-data; boundary=x";
    private static final int MIB = 1024 * 1024;

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @BeforeEach
    void createAccount() {
        accounts.createIfMissing("limits", "Limits", "l@example.org", PASSWORD, Set.of(Role.MODELER, Role.RESPONDER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                DEPLOY + " ~ " + MULTIPART,
                "/engine-rest/message ~ application/json",
                "/api/incidents ~ application/json"
            })
    void moreThanTheLimitIsRefusedWhetherItsLengthIsSaidOrNot(String path, String type) throws Exception {
        var body = type.equals(MULTIPART) ? body(5 * MIB) : json(5 * MIB);

        var withLength = post(path, type, BodyPublishers.ofByteArray(body));
        var chunked = post(path, type, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        for (var answer : new HttpResponse<?>[] {withLength, chunked}) {
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body().toString()).endsWith("}").contains("The body is larger than 4194304 bytes");
        }
    }

    @Test
    void theModelerFindsTheReasonWhereItLooks() throws Exception {
        var answer = post(DEPLOY, MULTIPART, BodyPublishers.ofByteArray(body(5 * MIB)));

        assertThat(answer.body()).contains("\"message\":\"The body is larger than");
    }

    @Test
    @Tag("H4")
    void upToTheLimitItIsForTheAdmissionToSay() throws Exception {
        var answer = post(DEPLOY, MULTIPART, BodyPublishers.ofByteArray(body(3 * MIB)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("big.bpmn: is larger than 2 MiB");
    }

    @Test
    void whatNeverEndsIsRefusedSoonAndNotKept() throws Exception {
        var sent = 0L;
        try (var socket = new Socket("127.0.0.1", port)) {
            write(
                    socket,
                    ("POST " + DEPLOY + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                            + "Content-Type: " + MULTIPART + "\r\nAuthorization: "
                            + HttpVisitor.basic("limits", PASSWORD) + "\r\n\r\n"));
            write(socket, chunk(HEAD));
            while (socket.getInputStream().available() == 0 && sent < 64 * MIB) {
                write(socket, chunk("a".repeat(64 * 1024)));
                sent += 64 * 1024;
                Thread.sleep(1);
            }
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
        assertThat(sent).isLessThan(16 * MIB);
    }

    private static final String HEAD = "--x\r\nContent-Disposition: form-data; name=\"data\"; filename=\"big.bpmn\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n";

    private static byte[] body(int size) {
        return (HEAD + "a".repeat(size) + "\r\n--x--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] json(int size) {
        return ("{\"title\":\"" + "a".repeat(size) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private HttpResponse<String> post(String path, String type, BodyPublisher body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type)
                .header("Authorization", HttpVisitor.basic("limits", PASSWORD))
                .POST(body)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
