package dev.firebreak.alert;

import dev.firebreak.Lab;

/** The same faults on PostgreSQL. */
@Lab("FIREBREAK_DB_PORT")
class IntakeFaultsLabTests extends IntakeFaultsTests {

    @Override
    AlertIngestFixture open() {
        return AlertIngestFixture.onPostgres();
    }
}
