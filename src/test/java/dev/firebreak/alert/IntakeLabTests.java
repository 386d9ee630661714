package dev.firebreak.alert;

/** The same stories on PostgreSQL. */
class IntakeLabTests extends IntakeTests {

    @Override
    Hall open() {
        return Hall.onPostgres();
    }
}
