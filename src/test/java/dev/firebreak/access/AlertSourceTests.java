package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@FirebreakTest
class AlertSourceTests {

    @LocalServerPort
    int port;

    /** Sends only two rejected requests: the third would open an incident in the application that all tests share. */
    @Test
    @Tag("H18")
    void withoutATokenAlertsAreRefusedBeforeTheBodyIsSent() throws IOException {
        assertThat(answerToHead("")).startsWith("HTTP/1.1 401");
        assertThat(answerToHead("Authorization: Bearer wrong\r\n")).startsWith("HTTP/1.1 401");
    }

    @Test
    void aSourceMayDoNothingElse() {
        var answer = new HttpVisitor(port)
                .send("GET", "/api/incidents", null, Map.of("Authorization", "Bearer " + FirebreakTest.INGEST_TOKEN));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    /** Announces a body of 30 MB, sends none, and reads the answer. The token in the URL must have no effect. */
    private String answerToHead(String header) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            var head = "POST /api/alerts/alertmanager?token=" + FirebreakTest.INGEST_TOKEN
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30000000\r\n" + header + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[12];
            socket.getInputStream().readNBytes(answer, 0, answer.length);
            return new String(answer, StandardCharsets.US_ASCII);
        }
    }
}
