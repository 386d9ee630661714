package dev.firebreak.runbook.whole;

import dev.firebreak.Lab;
import dev.firebreak.StoryTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Every runbook from the alert to its end, through the real engine, on the real thing: where its target is healthy,
 * where it is broken, and where nothing helps. All share one application, whose catalogue names peers of this run. Each
 * build runs a part that takes few minutes; the slower ones are in the long tests.
 */
@Lab({
    "DOCKER_SOCKET",
    "IMAGE_BUSYBOX",
    "IMAGE_SERVICE",
    "IMAGE_DEBIAN",
    "IMAGE_POSTGRES",
    "TOOLS_IMAGE",
    "HOST_SSH_KEY",
    "HOST_SSH_LOGIN_FILE",
    "POSTGRES_PROGRAMS",
    "REDIS_SERVER",
    "MARIADB_SERVER"
})
@StoryTest
class WholeRunbooksLabTests {

    @DynamicPropertySource
    static void theSiteIsReal(DynamicPropertyRegistry settings) throws IOException {
        var login = Files.readString(Path.of(Lab.Settings.of("HOST_SSH_LOGIN_FILE")));
        settings.add("firebreak.catalog", () -> LabSite.catalog().toString());
        settings.add("firebreak.effects", () -> "live");
        settings.add("firebreak.docker.host", () -> Lab.Settings.of("DOCKER_HOST"));
        settings.add("firebreak.docker.tools-image", () -> Lab.Settings.of("TOOLS_IMAGE"));
        settings.add("FIREBREAK_SECRET_LAB_AUDITOR", () -> login);
        settings.add("FIREBREAK_SECRET_LAB_POOL", () -> Lab.Settings.of("MOSAIC_POSTGRES_FIREBREAK_PASSWORD"));
        settings.add("FIREBREAK_SECRET_LAB_MARIADB", () -> "own-mariadb-5c1e");
        for (var budget : new String[] {"budget", "reversible-budget"}) {
            settings.add("firebreak." + budget + ".per-target-and-hour", () -> "50");
            settings.add("firebreak." + budget + ".in-ten-minutes", () -> "50");
        }
    }

    @AfterAll
    static void itsContainersEnd() {
        LabSite.DOCKER.close();
    }

    @Nested
    @Tag("chaos")
    class Auditor extends AuditorRunbooks {}

    @Nested
    class Storage extends StorageRunbooks {}

    @Nested
    class Containment extends ContainmentRunbook {}

    @Nested
    class Containers extends ContainerRunbooks {}

    @Nested
    class Guided extends GuidedRunbooks {}

    @Nested
    class Pool extends PoolRunbooks {}

    @Nested
    class Replica extends ReplicaRunbooks {}

    @Nested
    class Redis extends RedisRunbooks {}

    @Nested
    class MariaDb extends MariaDbRunbooks {}
}
