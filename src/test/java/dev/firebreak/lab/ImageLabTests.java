package dev.firebreak.lab;

import static dev.firebreak.runbook.step.docker.engine.LabDocker.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Lab;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Firebreak's image, built from docker/Dockerfile and run with docker/compose.yaml. */
@Lab({"DOCKER_SOCKET", "IMAGE_JAVA", "IMAGE_DATABASE"})
class ImageLabTests {

    private static final String NAME = new LabDocker().prefix;
    private static final String STAGE = NAME + "-stage";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private ComposeProject compose;

    /** The Firebreak in the container; only its HTTP client is used here. */
    private FirebreakProcess firebreak;

    @BeforeAll
    static void build() {
        // By name, so that it can be removed: otherwise each build leaves half a gigabyte behind.
        docker(
                "build",
                "--target=build",
                "--tag=" + STAGE,
                "--build-arg=BASE=" + LabEnvironment.get("IMAGE_JAVA"),
                "--file=docker/Dockerfile",
                ".");
        new ComposeProject(NAME, 0).build();
    }

    @AfterAll
    static void remove() {
        docker("rmi", NAME, STAGE);
    }

    @BeforeEach
    void chooseAPort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            firebreak = new FirebreakProcess(free.getLocalPort(), home);
            compose = new ComposeProject(NAME, free.getLocalPort());
        }
    }

    @AfterEach
    void end() {
        docker("rm", "--force", NAME);
        docker("volume", "rm", "--force", NAME);
        compose.close();
    }

    @Test
    @Tag("chaos")
    void aloneItKeepsItsDataInTheVolumeAndStopsWhenItIsTold() throws Exception {
        var container = run();
        itIsNoRootAndStartsFromTheArchive(container);
        theBoardAsksForALogin();
        itIsUnhealthyWhenItAnswersNoMore(container);
        var incident = raise(container, "contained");

        var began = System.nanoTime();
        docker("stop", NAME);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        assertThat(container.inspect(".State.ExitCode")).isEqualTo("143");

        docker("rm", NAME);
        run();
        assertThat(new HttpTasklist(firebreak).incidents("contained")).containsExactly(incident);
    }

    @Test
    void composedItHasNothingOfThisMachineAndComesBackWithItsRecord() throws Exception {
        compose.up();
        var container = compose.container("firebreak").healthy();
        onlyThisMachineReachesIt();
        itIsNoRootAndStartsFromTheArchive(container);
        itHasNothingOfThisMachine(container);
        itHasNothingOfThisMachine(compose.container("database"));
        var incident = raise(container, "composed");

        container.signal("KILL");
        Until.within(SOON)
                .see("it runs again", () -> container.inspect(".RestartCount").equals("1"));

        compose.up("--force-recreate");
        compose.container("firebreak").healthy();
        assertThat(new HttpTasklist(firebreak).incidents("composed")).containsExactly(incident);
    }

    private LabContainer run() {
        docker(
                "run",
                "--detach",
                "--name=" + NAME,
                "--publish=127.0.0.1:" + firebreak.port() + ":8080",
                "--volume=" + NAME + ":/var/lib/firebreak",
                "--env=FIREBREAK_ADMIN_PASSWORD=" + FirebreakProcess.ADMIN_PASSWORD,
                "--env=JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1", // it starts often and lives for seconds
                "--stop-timeout=35",
                "--health-interval=1s",
                "--health-timeout=1s",
                "--health-retries=1",
                NAME);
        return new LabContainer(NAME).healthy();
    }

    private static void itIsNoRootAndStartsFromTheArchive(LabContainer container) {
        assertThat(container.run("stat", "--format=%u:%g %A", "/var/lib/firebreak"))
                .isEqualTo("10001:10001 drwx------");
        assertThat(container.process("status")).contains("Uid:\t10001\t10001\t10001\t10001");
        assertThat(container.process("maps")).contains("/opt/firebreak/firebreak.jsa");
    }

    private void theBoardAsksForALogin() throws Exception {
        var board = HttpRequest.newBuilder(URI.create(firebreak.address("/")))
                .header("Accept", "text/html")
                .build();

        var answer = HttpClient.newHttpClient().send(board, BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).contains("/login");
    }

    private static void itIsUnhealthyWhenItAnswersNoMore(LabContainer container) {
        container.signal("STOP");
        Until.within(SOON).see("it is unhealthy", () -> container.health().equals("unhealthy"));
        container.signal("CONT");
        container.healthy();
    }

    private String raise(LabContainer container, String service) throws Exception {
        firebreak.alert(container.run("cat", "/var/lib/firebreak/ingest-token"), SampleAlert.firing(service));
        return new HttpTasklist(firebreak).incident(service);
    }

    private void onlyThisMachineReachesIt() {
        assertThat(docker("port", compose.container("firebreak").name()))
                .isEqualTo("8080/tcp -> 127.0.0.1:" + firebreak.port());
        assertThat(docker("port", compose.container("database").name())).isEmpty();
    }

    private static void itHasNothingOfThisMachine(LabContainer container) {
        assertThat(container.process("status"))
                .doesNotContain("Uid:\t0")
                .contains("CapBnd:\t0000000000000000", "NoNewPrivs:\t1");
        assertThat(container.inspect(".HostConfig.Binds")).doesNotContain("[/", " /");
        assertThat(container.inspect(".HostConfig.Memory")).isNotEqualTo("0");
        assertThatThrownBy(() -> container.runAsRoot("touch", "/usr/mark"))
                .hasMessageContaining("Read-only file system");
    }
}
