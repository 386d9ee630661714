package dev.firebreak.alert;

import dev.firebreak.Lab;

/** The same on PostgreSQL. */
@Lab("FIREBREAK_DB_PORT")
class StoredPayloadLabTests extends StoredPayloadTests {

    @Override
    AlertIngestFixture open() {
        return AlertIngestFixture.onPostgres();
    }
}
