package dev.firebreak.postmortem.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Rolled back" is said only when it is so. */
@Tag("A117")
class RuleChangeTests {

    private static final String NAME = "firebreak-action-7.yml";
    private static final String RULES = "groups:\n- name: learned\n  rules:\n  - alert: Learned\n    expr: up == 0\n";

    @TempDir
    Path folder;

    /** What Prometheus answers to reloads; then 200. */
    private final Queue<Integer> reloads = new ArrayDeque<>();

    private HttpServer prometheus;
    private RuleChange changes;

    @BeforeEach
    void prometheus() throws IOException {
        prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        prometheus.createContext("/", exchange -> {
            var next = exchange.getRequestURI().getPath().equals("/-/reload") ? reloads.poll() : null;
            if (next != null && next == 0) {
                exchange.close();
                return;
            }
            var body = "{\"data\": {\"groups\": []}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next == null ? 200 : next, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        prometheus.start();
        var address = URI.create("http://localhost:" + prometheus.getAddress().getPort());
        changes = new RuleChange(new ChangeSettings(folder, address, List.of()), new ObjectMapper());
    }

    @AfterEach
    void stop() {
        prometheus.stop(0);
    }

    @Test
    void aPrometheusThatHangsUpAtTheReloadGetsItsFilesBack() throws IOException {
        reloads.add(0);

        var made = changes.apply(rule(null, null));

        assertThat(made.isDone()).isFalse();
        assertThat(made.said()).startsWith("Rolled back: Prometheus gives no answer");
        assertThat(folder.resolve(NAME)).doesNotExist();
    }

    @Test
    void aRollBackThatPrometheusDoesNotLoadIsUnfinished() {
        reloads.addAll(List.of(500, 500));

        assertThatThrownBy(() -> changes.apply(rule(null, null)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not rolled back");
    }

    @Test
    void whatSomebodyWroteSinceTheProposalOrTheChangeStays() throws IOException {
        Files.writeString(folder.resolve(NAME), "groups: []\n");

        assertThat(changes.apply(rule(null, null)).said()).startsWith("Not made");
        assertThat(changes.undo(rule(null, RULES)).said()).startsWith("Not undone");

        assertThat(folder.resolve(NAME)).hasContent("groups: []");
    }

    private static ActionChange rule(String found, String written) {
        return Changes.of("monitoring", NAME, null, RULES, found, written);
    }
}
