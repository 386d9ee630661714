package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.server.SessionState.ABORTED;
import static dev.firebreak.runbook.step.postgres.server.SessionState.ACTIVE;
import static dev.firebreak.runbook.step.postgres.server.SessionState.IDLE;
import static dev.firebreak.runbook.step.postgres.server.SessionState.IDLE_IN_TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.step.postgres.server.Session;
import dev.firebreak.runbook.step.postgres.server.SessionState;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IdleSessionsTests {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final FakePostgres server = new FakePostgres();

    @Test
    void onlyWhatIsIdleLongEnoughIsChosen() {
        server.session("gitea", IDLE, Duration.ofMinutes(11));
        server.session("plane", IDLE, Duration.ofMinutes(9));
        server.session("batch", ACTIVE, Duration.ofHours(2));

        assertThat(chosen(200)).containsExactly("gitea");
    }

    @Test
    void theTrueCulpritIdleInTransactionGoesFirst() {
        server.session("pool", IDLE, Duration.ofHours(9));
        server.session("leak", IDLE_IN_TRANSACTION, Duration.ofMinutes(12));
        server.session("broken", ABORTED, Duration.ofMinutes(30));

        assertThat(chosen(200)).containsExactly("broken", "leak", "pool");
    }

    @Test
    @Tag("F17")
    void ourselvesReplicationSuperusersAndServerProcessesAreSpared() {
        server.add(server.like("firebreak-worker", IDLE, Duration.ofHours(1)).ours());
        server.add(server.like("admin", IDLE, Duration.ofHours(1)).superuser());
        server.add(server.like("replica", IDLE, Duration.ofHours(1)).kind("walsender"));
        server.add(server.like("", IDLE, Duration.ofHours(1)).kind("parallel worker"));
        server.add(server.like("", IDLE, Duration.ofHours(1)).kind("autovacuum worker"));

        var idle = IdleSessions.in(server.pool(), TEN_MINUTES, 200);

        assertThat(idle.chosen()).isEmpty();
        assertThat(idle.spared())
                .containsEntry("Firebreak's own", 1)
                .containsEntry("superusers'", 1)
                .containsEntry("replication", 1)
                .containsEntry("server processes", 2);
    }

    @Test
    @Tag("F17")
    void noMoreThanTheLimitAndTheRestIsSaid() {
        for (var i = 0; i < 7; i++) {
            server.session("gitea", IDLE, Duration.ofMinutes(11 + i));
        }

        var idle = IdleSessions.in(server.pool(), TEN_MINUTES, 5);

        assertThat(idle.chosen()).hasSize(5);
        assertThat(idle.beyondLimit()).isEqualTo(2);
        assertThat(idle.chosen().get(0).since()).isEqualTo(server.now.minus(Duration.ofMinutes(17)));
    }

    @Test
    void anUnknownStateIsNeverIdle() {
        server.session("odd", SessionState.of("idle-ish"), Duration.ofHours(3));
        server.session("fast", SessionState.of("fastpath function call"), Duration.ofHours(3));

        assertThat(chosen(200)).isEmpty();
    }

    private java.util.List<String> chosen(int atMost) {
        return IdleSessions.in(server.pool(), TEN_MINUTES, atMost).chosen().stream()
                .map(Session::application)
                .toList();
    }
}
