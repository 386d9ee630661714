package dev.firebreak.logwatch.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.model.Container;
import dev.firebreak.logwatch.container.EngineLogs.Logged;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which containers are Firebreak's own. */
@Tag("A025")
class DockerLogReaderTests {

    private static final String OWN_ID = "0123456789ab" + "0".repeat(52);
    private static final String LABEL = "\"org.opencontainers.image.title\":\"Firebreak\"";

    private final List<Container> all = List.of(
            container(OWN_ID, "node-1", "sha256:f", ""),
            container("1".repeat(64), "node-2", "sha256:f", LABEL),
            container("2".repeat(64), "pretender", "sha256:e", LABEL),
            container("db" + "3".repeat(62), "database", "sha256:d", ""),
            container("4".repeat(64), "firebreak-tools-1", "sha256:t", "\"dev.firebreak.tools\":\"1\""));

    private static Container container(String id, String name, String image, String labels) {
        try {
            return new JsonMapper()
                    .readValue(
                            "{\"Id\":\"" + id + "\",\"Names\":[\"/" + name + "\"],\"ImageID\":\"" + image
                                    + "\",\"State\":\"running\",\"Labels\":{" + labels + "}}",
                            Container.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> own(String ownId) {
        return DockerLogReader.listed(all, ownId).stream()
                .filter(Logged::isOwn)
                .map(Logged::name)
                .toList();
    }

    @Test
    void itsOwnContainerAndOthersOfItsImageAreOwn_andALabelOfAnotherImageIsNot() {
        assertThat(own(OWN_ID.substring(0, 12))).containsExactly("node-1", "node-2");
        assertThat(own(null)).as("outside of a container").containsExactly("node-2", "pretender");
    }

    @Test
    void aHostNameThatOnlyLooksLikeTheBeginningOfAnIdIsNone() {
        assertThat(DockerLogReader.ownId("db", "")).isNull();
        assertThat(DockerLogReader.ownId("0123456789ab", "")).isEqualTo("0123456789ab");
        assertThat(DockerLogReader.ownId(
                        "mosaic", "1 2 8:1 /var/lib/docker/containers/" + OWN_ID + "/hosts /etc/hosts rw - ext4 x rw"))
                .isEqualTo(OWN_ID);
    }

    @Test
    void shortLivedContainersOfStepsAreNoLogs() {
        assertThat(DockerLogReader.listed(all, null)).extracting(Logged::name).doesNotContain("firebreak-tools-1");
    }
}
