package dev.firebreak.alert;

import static dev.firebreak.database.Timestamps.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.logwatch.RealLogsOnPostgres;
import dev.firebreak.runbook.step.host.LabHost;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The tests of alert intake on PostgreSQL, which share one node and its database. */
@Lab("FIREBREAK_DB_PORT")
class AlertsOnPostgresLabTests {

    private static AlertIngestFixture node;

    @BeforeAll
    static void openNode() {
        node = new AlertIngestFixture(TestDatabase.postgres(), AlertIngestFixture.SETTINGS) {
            @Override
            public void close() {
                clean(); // for the next class
            }
        };
    }

    @AfterAll
    static void closeNode() {
        node.stop();
        node.database().drop();
    }

    @Test
    void theTableOfAlertsLeavesRoomForRepeats() {
        assertThat(node.count("select count(*) from pg_class where oid = 'alert'::regclass"
                        + " and reloptions @> '{fillfactor=50}'"))
                .isEqualTo(1);
    }

    /** What was read as firing is not locked until the repeat is written. */
    @Test
    void anAlertThatAnotherNodeResolvesMeanwhileFiresAgain() {
        node.clock.moveTo(Instant.now());
        node.post(PayloadFixture.group("g").firing("a"));
        node.clock.passes(Duration.ofMinutes(10));
        var resolved = new AtomicBoolean();
        node.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) {
                if (sql.contains("greatest(alert.fired_last, s.last)") && resolved.compareAndSet(false, true)) {
                    CompletableFuture.runAsync(
                                    () -> resolve(node.clock.instant().minus(Duration.ofMinutes(1))))
                            .join(); // a thread of its own has a connection of its own
                }
            }
        });

        var answer = node.post(PayloadFixture.group("g").firing("a"));

        assertThat(resolved).isTrue();
        assertThat(answer.attached()).isEqualTo(1);
        assertThat(node.count("select count(*) from alert where resolved_in is null and seen = 2"))
                .isEqualTo(1);
        node.clean();
    }

    private static void resolve(Instant at) {
        node.jdbc()
                .sql("update alert set resolved_in = first_in, resolved_at = ?")
                .param(at(at))
                .update();
    }

    @Nested
    class Intake extends IntakeTests {
        @Override
        AlertIngestFixture open() {
            return node;
        }
    }

    @Nested
    class SilencedIntake extends SilencedIntakeTests {
        @Override
        AlertIngestFixture open() {
            return node;
        }
    }

    @Nested
    class StormIntake extends StormIntakeTests {
        @Override
        AlertIngestFixture open() {
            return node;
        }
    }

    @Nested
    class InhibitedIntake extends InhibitedIntakeTests {
        @Override
        AlertIngestFixture open() {
            return node;
        }
    }

    @Nested
    class IntakeFaults extends IntakeFaultsTests {
        @Override
        AlertIngestFixture open() {
            return node;
        }
    }

    @Nested
    class StoredPayload extends StoredPayloadTests {
        @Override
        AlertIngestFixture open() {
            return node;
        }
    }

    /** PostgreSQL refuses NUL. */
    @Nested
    class HostileText extends HostileTextTests {
        @Override
        AlertIngestFixture open() {
            return node;
        }
    }

    /** On real logs: of sshd under attack, of containers, rotated by logrotate. */
    @Nested
    @Lab({LabHost.PORT, LabHost.KEY, LabHost.LOGIN, LabHost.CONTAINER, "DOCKER_HOST", "IMAGE_SERVICE", "LOGROTATE"})
    class LogWatch extends RealLogsOnPostgres {
        @Override
        protected AlertIngestFixture open() {
            return node;
        }
    }
}
