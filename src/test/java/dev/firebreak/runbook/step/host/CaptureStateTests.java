package dev.firebreak.runbook.step.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firebreak.MovableClock;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.MovedTimeLimit;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.step.check.network.NetworkProbe;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.http.ServiceHealth;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.mock.env.MockEnvironment;

/** A036 and A037 with a played Docker Engine and a real HTTP server. */
class CaptureStateTests {

    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    private final MovableClock time = MovableClock.running();
    private final Played engine = new Played(time);
    private HttpServer web;

    @BeforeEach
    void open() throws Exception {
        web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/well", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        web.createContext("/sick", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        web.start();
        beans.registerBean(Catalog.class, this::catalog);
        beans.registerBean(Containers.class, () -> engine);
        beans.registerBean(Clock.class, Clock::systemUTC);
        beans.registerBean(Secrets.class, () -> InMemorySecrets.of(new MockEnvironment()));
        beans.registerBean(TimeLimit.class, () -> MovedTimeLimit.on(time));
        beans.register(NetworkProbe.class);
        beans.scan(CaptureState.class.getPackageName(), ServiceHealth.class.getPackageName());
        beans.refresh();
    }

    @AfterEach
    void close() {
        beans.close();
        web.stop(0);
    }

    @Test
    void everythingIsInOneFile() throws Exception {
        var finding = capture();

        assertThat(finding.variables()).containsEntry("stateCaptured", true);
        assertThat(text(finding))
                .contains("== containers", "mosaic-plane-worker", "== disk", "free MiB", "== memory", "MemAvailable:")
                .contains("== load", "load ", "up ", "== services")
                .containsPattern("mosaic-redis +HEALTHY");
    }

    @Test
    void withoutADockerEngineTheRestIsThere_andASentenceSaysWhatToDo() throws Exception {
        engine.trouble = new IllegalStateException("Docker Engine can't be reached: no such file. Start it.");

        var finding = capture();

        assertThat(finding.summary()).isEqualTo("captured without containers");
        assertThat(text(finding)).contains("containers: Docker Engine can't be reached", "MemAvailable:");
        assertThat(finding.variables()).containsEntry("stateCaptured", false);
    }

    @Test
    void aHangingDockerEngineHoldsNothingUp() throws Exception {
        engine.hangs = true;
        var before = time.instant();

        var finding = capture();

        assertThat(Duration.between(before, time.instant())).isLessThan(Duration.ofSeconds(30));
        assertThat(text(finding)).contains("containers: did not end within", "MemAvailable:", "UNKNOWN");
    }

    @Test
    @Tag("A037")
    void healthByExactNameAndByAddress() throws Exception {
        var finding = check();

        assertThat(finding.details())
                .contains("| mosaic-redis | HEALTHY |", "| mosaic-gitea | UNHEALTHY |", "| mosaic-plane | DOWN |")
                .contains("| no-check | RUNNING |", "| site | HEALTHY |", "| sick-site | UNHEALTHY |")
                .contains("| dead-site | DOWN |", "| nothing | UNKNOWN |", "| elsewhere | UNKNOWN |");
        assertThat(finding.variables()).containsEntry("servicesUnhealthy", 4L).containsEntry("servicesUnknown", 2L);
        assertThat(finding.summary())
                .isEqualTo("4 of 9 services unhealthy: mosaic-gitea UNHEALTHY, mosaic-plane DOWN, sick-site UNHEALTHY,"
                        + " dead-site DOWN; 2 can't be told from here");
        assertThat(finding.variables().get("servicesSeen").toString())
                .startsWith(finding.summary())
                .matches(".* \\(checked at \\d\\d:\\d\\d UTC\\)");
    }

    private Finding capture() throws Exception {
        return beans.getBean(CaptureState.class).read(new CaptureState.Order(), null);
    }

    /** Its class is not visible here; its work is. */
    private Finding check() throws Exception {
        var type = Class.forName("dev.firebreak.runbook.step.http.CheckHealth");
        var order = type.getDeclaredClasses()[0].getDeclaredConstructor(String.class);
        order.setAccessible(true);
        var read = type.getDeclaredMethod("read", order.getDeclaringClass(), Target.class);
        read.setAccessible(true);
        return (Finding) read.invoke(beans.getBean(type), order.newInstance(""), null);
    }

    private static String text(Finding finding) {
        return finding.attachments().get(0).text();
    }

    private Catalog catalog() {
        var base = "http://127.0.0.1:" + web.getAddress().getPort();
        var services = new LinkedHashMap<String, Service>();
        for (var service : List.of(
                service("mosaic-redis", "mosaic-redis", null),
                service("mosaic-gitea", "mosaic-gitea", null),
                service("mosaic-plane", "mosaic-plane", null),
                service("no-check", "no-check", null),
                service("site", null, base + "/well"),
                service("sick-site", null, base + "/sick"),
                service("dead-site", null, "http://127.0.0.1:9/"),
                service("elsewhere", null, "http://service.invalid/"),
                service("nothing", null, null))) {
            services.put(service.name(), service);
        }
        var targets = new LinkedHashMap<String, Target>();
        for (var name : List.of("mosaic-redis", "mosaic-gitea", "mosaic-plane", "no-check")) {
            targets.put(name, new Target(name, "docker", "tier-2", false, false, Map.of("container", name), Map.of()));
        }
        return new Catalog("mosaic", services, targets, Map.of(), Map.of(), List.of(), Map.of(), null);
    }

    private static Service service(String name, String target, String health) {
        return new Service(name, "web", "tier-2", "some", target, null, List.of(), health);
    }

    private static final class Played implements Containers {

        private final MovableClock time;
        private RuntimeException trouble;
        private boolean hangs;

        Played(MovableClock time) {
            this.time = time;
        }

        @Override
        public List<Container> all() {
            if (trouble != null) {
                throw trouble;
            }
            if (hangs) {
                hang();
            }
            return List.of(
                    container("mosaic-redis", "running", "healthy"),
                    container("mosaic-gitea", "running", "unhealthy"),
                    container("mosaic-plane-worker", "running", "healthy"),
                    container("no-check", "running", "none"));
        }

        /** For an hour, in which time passes a hundred times as fast. */
        private void hang() {
            try {
                for (var passed = Duration.ZERO; passed.toHours() < 1; passed = passed.plusSeconds(1)) {
                    Thread.sleep(10);
                    time.passes(Duration.ofSeconds(1));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static Container container(String name, String state, String health) {
            return new Container("0".repeat(64), name, "image", state, health, null, 0);
        }

        @Override
        public Optional<Container> named(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Container> byId(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean restart(String id, Duration stopWithin) {
            throw new UnsupportedOperationException();
        }
    }
}
