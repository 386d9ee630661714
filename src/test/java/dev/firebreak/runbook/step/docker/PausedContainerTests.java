package dev.firebreak.runbook.step.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Fault.Injection;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PausedContainerTests {

    private static final UUID DRILL = UUID.randomUUID();

    private final PlayedEngine engine = new PlayedEngine();
    private final PausedContainer fault = new PausedContainer(engine);
    private final Target target = LabDocker.target("web");
    private final Recorded injection = new Recorded();

    @AfterEach
    void close() throws Exception {
        engine.destroy();
    }

    @Test
    void theContainerThatWasPausedGoesOnThoughTheNameIsAnothersNow() {
        engine.has(container("a", "web", "running"));
        fault.inject(target, DRILL, injection);
        engine.has(container("a", "web-old", "paused"), container("b", "web", "paused"));

        fault.revert(target, DRILL, injection.token);

        assertThat(engine.unpaused).containsExactly("a");
    }

    @Test
    void oneThatSomebodyPausedIsRefusedAndStaysPaused() {
        engine.has(container("a", "web", "paused"));

        assertThatThrownBy(() -> fault.inject(target, DRILL, injection)).hasMessageContaining("is paused already");

        assertThat(injection.token).isNull();
    }

    @Test
    void oneThatAnEarlierTryPausedIsPaused() {
        engine.has(container("a", "web", "paused"));
        injection.token = "a";

        assertThat(fault.inject(target, DRILL, injection)).isEqualTo("container web is paused");
    }

    private static Container container(String id, String name, String state) {
        return new Container(id, name, "image", state, "none", null, 0);
    }

    private static final class Recorded implements Injection {

        private String token;

        @Override
        public Optional<String> earlier() {
            return Optional.ofNullable(token);
        }

        @Override
        public void changes(String id) {
            token = id;
        }

        @Override
        public void requireWanted() {}
    }

    /** Has the containers that the test says; asks no engine. */
    private static final class PlayedEngine extends DockerEngine {

        private final List<String> unpaused = new ArrayList<>();
        private List<Container> containers = List.of();

        PlayedEngine() {
            super(LabDocker.settings("tcp://127.0.0.1:1"));
        }

        void has(Container... those) {
            containers = List.of(those);
        }

        @Override
        public Optional<Container> named(String name) {
            return containers.stream().filter(it -> it.name().equals(name)).findFirst();
        }

        @Override
        public Optional<Container> byId(String id) {
            return containers.stream().filter(it -> it.id().equals(id)).findFirst();
        }

        @Override
        public void pause(Container container) {}

        @Override
        public void unpause(Container container) {
            unpaused.add(container.id());
        }
    }
}
