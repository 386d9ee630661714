package dev.firebreak.alert;

import dev.firebreak.Lab;

/** The same faults on PostgreSQL. */
@Lab("FIREBREAK_DB_PORT")
class FaultsLabTests extends FaultsTests {

    @Override
    Hall open() {
        return Hall.onPostgres();
    }
}
