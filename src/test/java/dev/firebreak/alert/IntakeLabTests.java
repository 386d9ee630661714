package dev.firebreak.alert;

import dev.firebreak.Lab;

/** The same stories on PostgreSQL. */
@Lab("FIREBREAK_DB_PORT")
class IntakeLabTests extends IntakeTests {

    @Override
    AlertIngestFixture open() {
        return AlertIngestFixture.onPostgres();
    }
}
