package dev.firebreak.incident.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Milestone;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IncidentChangesTests {

    private final InMemoryRecord record = new InMemoryRecord(Clock.systemUTC());
    private final IncidentId incident = record.incident();
    private final IncidentChanges changes = node();

    private IncidentChanges node() {
        return record.beans().getAutowireCapableBeanFactory().createBean(IncidentChanges.class);
    }

    private List<ChangeKind> after(long position) {
        changes.assignPositions();
        return changes.after(position, 100).stream().map(IncidentChange::kind).toList();
    }

    @Test
    void whatHappensIsAChangeOfItsKind() {
        record.timeline().reach(incident, Milestone.ALERTED, "Pool exhausted", "prometheus");
        record.timeline().reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", "rex");
        record.timeline().reach(incident, Milestone.COMMANDED, "Carla took command", "carla");
        record.timeline().decide(incident, Decision.SEVERITY_CHANGED, "P1", "carla");
        record.timeline().decide(incident, Decision.UPDATE_GIVEN, "Update", "carla");
        record.timeline().add(incident, "A line", "alerts");
        record.timeline().reach(incident, Milestone.RESOLVED, "Resolved", "carla");
        record.timeline().decide(incident, Decision.MERGED, "Merged", "carla");

        assertThat(after(0))
                .containsExactly(
                        ChangeKind.OPENED,
                        ChangeKind.ACKNOWLEDGED,
                        ChangeKind.COMMANDED,
                        ChangeKind.SEVERITY,
                        ChangeKind.UPDATE,
                        ChangeKind.CHANGED,
                        ChangeKind.RESOLVED,
                        ChangeKind.CLOSED);
    }

    @Test
    @Tag("C12")
    void aTransactionThatCommitsLateIsNotMissed() throws SQLException {
        try (var slow = record.database().getConnection()) {
            slow.setAutoCommit(false);
            slow.createStatement()
                    .execute("insert into incident_change (incident_id, action, at) values ('" + incident
                            + "', 'update.given', current_timestamp)");
            record.timeline().reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", "rex");

            assertThat(after(0)).containsExactly(ChangeKind.ACKNOWLEDGED);

            slow.commit();
        }
        assertThat(after(1)).containsExactly(ChangeKind.UPDATE);
    }

    @Test
    @Tag("C12")
    void nodesThatAssignPositionsAtTheSameTimeLeaveNoGapAndNoDouble() {
        IntStream.range(0, 300).forEach(n -> record.timeline().add(incident, "Line " + n, "alerts"));

        var nodes = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> node().assignPositions()))
                .toList();
        var assigned = nodes.stream().mapToInt(CompletableFuture::join).sum();

        assertThat(assigned).isEqualTo(300);
        assertThat(changes.latest())
                .extracting(IncidentChange::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 300).boxed().toList());
        assertThat(changes.last()).isEqualTo(300);
    }

    @Test
    void severalLinesAboutOneIncidentAreOneChange() {
        var lines = IntStream.range(0, 1_000)
                .mapToObj(n -> new dev.firebreak.incident.Timeline.Line(incident, null, "Alert " + n, "alerts", null))
                .toList();

        record.timeline().write(lines);

        assertThat(after(0)).containsExactly(ChangeKind.CHANGED);
    }

    @Test
    void onlyTheLatestAreKept() {
        record.jdbc()
                .sql("insert into incident_change (incident_id, action, at)"
                        + " select 'INC-20261129-000000-001', 'note.added', current_timestamp"
                        + " from system_range(1, " + (IncidentChanges.KEPT + 10) + ")")
                .update();
        changes.assignPositions();

        changes.forgetOld();

        assertThat(changes.latest()).hasSize(IncidentChanges.KEPT);
        assertThat(changes.after(0, 1)).extracting(IncidentChange::position).containsExactly(11L);
    }
}
