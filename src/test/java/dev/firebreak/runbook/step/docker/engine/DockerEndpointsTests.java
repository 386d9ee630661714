package dev.firebreak.runbook.step.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firebreak.runbook.step.docker.namespace.DockerNamespaces;
import dev.firebreak.runbook.step.docker.namespace.NamespaceSettings;
import dev.firebreak.runbook.step.docker.usage.MemoryLimits;
import dev.firebreak.runbook.step.firewall.stack.IsolationRules;
import dev.firebreak.runbook.step.forensics.container.DockerTraces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Firebreak asks of a Docker Engine, against the rules of {@code docker/socket-proxy.cfg}. The engine is played
 * over HTTP on loopback.
 */
@Tag("H24")
class DockerEndpointsTests {

    private static final String ID = "c0ffee00".repeat(8);
    private static final String CONTAINER = """
            {"Id":"%1$s","Name":"/mosaic-gitea","Config":{"Image":"gitea"},"RestartCount":0,
            "HostConfig":{},"State":{"Status":"running","Running":true,"StartedAt":"2026-11-28T12:00:00Z"}}""".formatted(ID);
    private static final Pattern RULE =
            Pattern.compile("\\s*http-request allow if METH_([A-Z]+)\\s+\\{ path_reg (\\S+) }"
                    + "(?: \\{ query -m reg (\\S+) })?" + "(?: \\{ req\\.body -m reg '(\\S+)' })?");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private DockerEngine engine;

    @BeforeEach
    void anEngineAnswers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        engine = new DockerEngine(new DockerSettings(
                "tcp://127.0.0.1:" + server.getAddress().getPort(), Duration.ofSeconds(3), Duration.ofSeconds(5)));
    }

    @AfterEach
    void theEngineGoes() throws IOException {
        engine.destroy();
        server.stop(0);
    }

    @Test
    void everyCallOfOursPassesTheProxyAndEveryRuleIsNeeded() throws Exception {
        engine.named("mosaic-gitea");
        engine.byId(ID);
        engine.all();
        engine.restart(ID, Duration.ofSeconds(1));
        var exec = new DockerExec(engine);
        exec.has(ID, "ps");
        exec.run(ID, List.of("ps"), Duration.ofSeconds(2));
        new DockerLogs(engine).last(ID, 10, Duration.ofSeconds(2));
        var usage = new DockerUsage(engine);
        usage.of(ID);
        usage.processes(ID);
        usage.limit(ID, MemoryLimits.withoutSwap(1L << 30));
        var images = new DockerImages(engine);
        images.dangling();
        images.remove("sha256:" + ID);
        images.pruneBuildCache(Duration.ofDays(1));
        var namespaces = new DockerNamespaces(engine, new NamespaceSettings("firebreak-tools"), Clock.systemUTC());
        namespaces.run(ID, List.of("cat", "/proc/net/tcp", "/proc/net/tcp6"), Duration.ofSeconds(2));
        namespaces.run(
                ID, List.of("/usr/sbin/nft", IsolationRules.of(List.of(), Optional.empty())), Duration.ofSeconds(2));
        var traces = new DockerTraces(engine);
        traces.processes(ID);
        traces.changes(ID);

        assertThat(asked).isNotEmpty().hasSameSizeAs(bodies);
        for (var n = 0; n < asked.size(); n++) {
            assertThat(passes(asked.get(n), bodies.get(n))).as(asked.get(n)).isTrue();
        }
        assertThat(rules())
                .hasSize(20)
                .allMatch(rule ->
                        IntStream.range(0, asked.size()).anyMatch(n -> rule.passes(asked.get(n), bodies.get(n))));
    }

    /** Who may create any container is root on the machine. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "\"Binds\":null > \"Binds\":[\"/:/host\"]",
                "\"Privileged\":null > \"Privileged\":true",
                "\"CapAdd\":[\"NET_ADMIN\"] > \"CapAdd\":[\"SYS_ADMIN\"]",
                "\"NetworkMode\":\"container:c0ffee > \"NetworkMode\":\"host",
                "\"PidMode\":null > \"PidMode\":\"host\"",
                "\"Devices\":null > \"Devices\":[{\"PathOnHost\":\"/dev/sda\"}]",
                "\"VolumesFrom\":null > \"VolumesFrom\":[\"other\"]",
                "\"Entrypoint\":[\"cat\" > \"Entrypoint\":[\"sh\"",
                "\"Cmd\":null > \"Cmd\":null,\"HostConfig\":{\"Privileged\":true}"
            })
    void aContainerWithAnyRightOfTheMachineDoesNotPassTheProxy(String ours, String theirs) throws Exception {
        var namespaces = new DockerNamespaces(engine, new NamespaceSettings("firebreak-tools"), Clock.systemUTC());
        namespaces.run(ID, List.of("cat", "/proc/net/tcp"), Duration.ofSeconds(2));
        var at = IntStream.range(0, asked.size())
                .filter(n -> asked.get(n).startsWith("POST /containers/create"))
                .findFirst()
                .orElseThrow();
        var body = bodies.get(at);

        assertThat(passes(asked.get(at), body)).isTrue();
        assertThat(body).contains(ours);
        assertThat(passes(asked.get(at), body.replace(ours, theirs))).isFalse();
        assertThat(passes("POST /containers/create?name=x", body)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /containers/create",
                "POST /containers/create?name=firebreak-tools-00000000-0000-0000-0000-000000000000",
                "DELETE /containers/ID",
                "POST /containers/firebreak-tools/start",
                "POST /containers/c0ffee/start",
                "POST /containers/mosaic-gitea/restart",
                "DELETE /containers/mosaic-gitea",
                "POST /containers/prune",
                "GET /containers/mosaic-gitea/logs",
                "POST /volumes/prune",
                "POST /images/create",
                "POST /images/prune",
                "GET /containers/ID/top?ps_args=-eo%20pid,args",
                "GET /containers/ID/stats",
                "POST /containers/mosaic-gitea/update",
                "DELETE /images/mosaic-gitea",
                "PUT /containers/mosaic-gitea/archive",
                "POST /build",
                "GET /secrets",
                "GET /info",
                "POST /v1.43/containers/create",
                "GET /containers/../images/json",
                "POST /session",
                "DELETE /images/sha256:ID?force=1",
                "DELETE /images/sha256:ID?noprune=true&force=1",
                "DELETE /images/sha256:ID?noprune=true&%66orce=true",
                "POST /build/prune",
                "POST /build/prune?all=1",
                "POST /build/prune?filters=%7B%7D",
                "POST /build/prune?filters=%7B%22until%22%3A%5B%2286400s%22%5D%7D&all=1"
            })
    void whatOursNeverAsksDoesNotPassTheProxy(String call) {
        assertThat(passes(call.replace("sha256:ID", "sha256:" + ID).replace("/ID/", "/" + ID + "/"), "{}"))
                .isFalse();
    }

    /** As the proxy: the path ends at the question mark, and a rule without a query lets all queries through. */
    private record Rule(String method, Pattern path, Pattern query, Pattern body) {

        boolean passes(String call, String sent) {
            var word = call.split("[ ?]", 3);
            return method.equals(word[0])
                    && path.matcher(word[1]).find()
                    && query.matcher(word.length > 2 ? word[2] : "").find()
                    && body.matcher(sent).find();
        }
    }

    private static boolean passes(String call, String sent) {
        return rules().stream().anyMatch(rule -> rule.passes(call, sent));
    }

    private static List<Rule> rules() {
        try {
            return Files.readAllLines(Path.of("docker/socket-proxy.cfg")).stream()
                    .map(RULE::matcher)
                    .filter(matcher -> matcher.matches())
                    .map(matcher -> new Rule(
                            matcher.group(1),
                            Pattern.compile(matcher.group(2)),
                            Pattern.compile(matcher.group(3) == null ? "" : matcher.group(3)),
                            Pattern.compile(matcher.group(4) == null ? "" : matcher.group(4))))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var body = body(path).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(
                path.endsWith("/restart") ? 204 : path.endsWith("/exec") ? 201 : 200,
                path.endsWith("/restart") ? -1 : body.length);
        if (!path.endsWith("/restart")) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String body(String path) {
        if (path.equals("/containers/create")) {
            return "{\"Id\":\"" + ID + "\",\"Warnings\":[]}";
        }
        if (path.equals("/images/firebreak-tools/json")) {
            return "{\"Id\":\"sha256:" + ID + "\"}";
        }
        if (path.endsWith("/wait")) {
            return "{\"StatusCode\":0}";
        }
        if (path.equals("/containers/json") || path.endsWith("/changes") || path.startsWith("/images/")) {
            return "[]";
        }
        if (path.equals("/build/prune") || path.endsWith("/stats") || path.endsWith("/update")) {
            return "{}";
        }
        if (path.endsWith("/exec")) {
            return "{\"Id\":\"" + "beef".repeat(16) + "\"}";
        }
        if (path.startsWith("/exec/") && path.endsWith("/json")) {
            return "{\"ID\":\"" + "beef".repeat(16) + "\",\"ExitCode\":0,\"Running\":false}";
        }
        if (path.endsWith("/top")) {
            return "{\"Titles\":[],\"Processes\":[]}";
        }
        return path.endsWith("/json") ? CONTAINER : "";
    }
}
