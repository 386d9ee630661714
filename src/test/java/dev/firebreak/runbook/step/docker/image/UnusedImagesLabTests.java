package dev.firebreak.runbook.step.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.DockerImages;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import dev.firebreak.runbook.step.host.FakeHosts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images without a tag on a real Docker Engine: one that nobody uses, and one of a container that crashed. */
@Lab({"DOCKER_SOCKET", "IMAGE_BUSYBOX"})
class UnusedImagesLabTests {

    @Test
    @Tag("F14")
    @Tag("A067")
    void anImageWithoutATagGoes_andThatOfAStoppedContainerStays_alsoIfItIsNamed() throws Exception {
        var target = new Target("host", "host", "tier-2", true, false, Map.of("dockerEngine", "firebreak"), Map.of());
        try (var docker = new LabDocker();
                var engine = new Engine()) {
            var source = docker.run("-source", Lab.Settings.of("IMAGE_BUSYBOX"));
            var unused = LabDocker.docker("commit", "--message", docker.prefix, source);
            var used = LabDocker.docker("commit", "--message", docker.prefix + "-used", source);
            var crashed = docker.run("-crashed", used + " false");
            var step = new RemoveUnusedImages(engine.images, new FakeHosts());
            var plan = step.plan(new RemoveUnusedImages.Order(Duration.ofDays(3_000), 500), target);
            assertThat(plan.resources()).contains(unused).doesNotContain(used);

            var done = step.execute(plan.on(List.of(unused, used)), target);

            assertThat(done.summary()).contains("1 of 2 images removed; df shows no more room than before");
            assertThat(step.verify(plan.on(List.of(unused, used)), target).isDone())
                    .isTrue();
            assertThat(LabDocker.docker("image", "ls", "--all", "--quiet", "--no-trunc"))
                    .contains(used)
                    .doesNotContain(unused);
            assertThat(LabDocker.docker("ps", "--all", "--format", "{{.Names}}"))
                    .contains(crashed);
            LabDocker.docker("rm", "--force", crashed);
            LabDocker.docker("rmi", used);
        }
    }

    /** The images of the lab's engine. */
    private static final class Engine implements AutoCloseable {

        private final DockerEngine engine = LabDocker.engine();
        private final DockerImages images = new DockerImages(engine);

        @Override
        public void close() throws IOException {
            engine.destroy();
        }
    }
}
