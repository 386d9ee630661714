package dev.firebreak.runbook.step.postgres.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook for damaged data, on each of its drawn paths, against a played server. */
@Tag("A060")
class CorruptionStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "postgres-corruption";
    private static final String FOLDER = "/var/lib/postgresql/copies/firebreak-7710954392122662929-0-3000148";

    @Autowired
    FakeIntegrity server;

    @Autowired
    FakeBaseBackups backups;

    @BeforeEach
    void aTableIsDamaged() {
        server.reset();
        backups.copies.clear();
        backups.damage = List.of();
        backups.free = 10_000_000_000L;
    }

    @Test
    void whereAllDataAreIntact_nothingIsChanged() {
        server.finds(FakeIntegrity.intact());

        var incident = respondedTo();

        assertThat(server.written).isEmpty();
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Data intact");
    }

    @Test
    void damagedDataAreNoLongerWritten_andAreCopied_andAPersonDecides() {
        backups.damage = List.of("checksum verification failed in file \"./base/5/16384\", block 1");
        var incident = respondedTo();

        approves(incident, "postgres.stop-writes");
        approves(incident, "postgres.copy-data");

        assertThat(server.written).contains("on");
        assertThat(backups.copies).containsExactly(FOLDER);
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Writes stay stopped");
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.contains("damage in 1 relations; 40 of 40 tables and indexes checked"))
                .anyMatch(line -> line.contains("that of the list is abab"))
                .anyMatch(line -> line.contains("pages fail their checksum (1 said): checksum verification failed"));
        world.processes(incident).areWaitingAt("UserTask_LeadResponse").areNotWaitingAt("UserTask_ApproveStep");
    }

    @Test
    void whereTheWholeCheckProvesAllIntact_writesAreAllowedAgain() {
        server.written = Optional.of("off");
        server.finds(FakeIntegrity.unfinished(), FakeIntegrity.intact());
        var incident = respondedTo();

        approves(incident, "postgres.stop-writes");
        approves(incident, "postgres.copy-data");
        assertThat(server.written).contains("on");
        approves(incident, "postgres.stop-writes");

        assertThat(server.written).contains("off");
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Intact and writable");
    }

    @Test
    void whereNoRoomIsLeftForACopy_itIsSaid_andTheServerStaysReadOnly() {
        backups.free = 1_100_000_000L;
        var incident = respondedTo();

        approves(incident, "postgres.stop-writes");

        assertThat(backups.copies).isEmpty();
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("choose another settings.copies"));
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Writes stay stopped");
    }

    @Test
    void whereTheCommanderDeclines_writesGoOn_andPeopleLead() {
        var incident = respondedTo();

        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false"));

        assertThat(server.written).isEmpty();
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Writes go on");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    private IncidentId respondedTo() {
        return respondedTo("mosaic-postgres", "checksum-failures");
    }
}
