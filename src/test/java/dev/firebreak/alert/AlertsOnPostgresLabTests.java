package dev.firebreak.alert;

import dev.firebreak.Lab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

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

    @Nested
    class Intake extends IntakeTests {
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
}
