package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dfirebreak.kills=10} sets another number of kills than that of guarantees.md A20. */
@Tag("chaos")
class KilledOnH2Tests {

    private static final int KILLS = Integer.getInteger("firebreak.kills", 100);

    @Test
    @Tag("A20")
    void killedOnH2_nothingThatWasAnsweredIsLost(@TempDir Path directory) throws Exception {
        var database = TestDatabase.h2("file:" + directory.resolve("firebreak"));
        var answered = new HashSet<String>();
        var random = new Random(20);
        for (var kill = 0; kill < KILLS; kill++) {
            answered.addAll(writeUntilKilled(database, "k" + kill, 1 + random.nextInt(60)));
        }

        try (var node = new AlertIngestFixture(database, AlertIngestFixture.SETTINGS)) {
            var there = new HashSet<>(node.jdbc()
                    .sql("select fingerprint from alert where incident_id is not null")
                    .query(String.class)
                    .list());
            assertThat(answered).hasSizeGreaterThan(KILLS);
            assertThat(there).containsAll(answered);
            assertThat(node.count("select count(*) from ACT_RU_EXECUTION where PARENT_ID_ is null"))
                    .isEqualTo(node.incidents());
        }
    }

    private static Set<String> writeUntilKilled(TestDatabase database, String name, int answers) throws Exception {
        var acknowledged = new HashSet<String>();
        var killed = KilledNode.start(database, "any", name);
        try (var output = KilledNode.output(killed)) {
            String line;
            while ((line = output.readLine()) != null) {
                if (line.startsWith("ACK ")) {
                    acknowledged.add(line.substring(4));
                }
                if (acknowledged.size() == answers) {
                    killed.toHandle().destroyForcibly(); // SIGKILL; what it still managed to say is read to the end
                }
            }
        }
        assertThat(killed.waitFor()).isEqualTo(137);
        return acknowledged;
    }
}
