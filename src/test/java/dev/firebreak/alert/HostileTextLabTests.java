package dev.firebreak.alert;

import dev.firebreak.Lab;

/** The same texts on PostgreSQL, which refuses NUL. */
@Lab("FIREBREAK_DB_PORT")
class HostileTextLabTests extends HostileTextTests {

    @Override
    AlertIngestFixture open() {
        return AlertIngestFixture.onPostgres();
    }
}
