package dev.firebreak.lab;

import dev.firebreak.Lab;
import dev.firebreak.access.LoginOnPostgres;
import dev.firebreak.board.setup.FailoverSafetyOnPostgres;
import dev.firebreak.database.SlowUsersOnPostgres;
import dev.firebreak.engine.accounts.AccountsOnPostgres;
import dev.firebreak.engine.forms.SubmittedFormsOnPostgres;
import dev.firebreak.metrics.MetricsOnPostgres;
import dev.firebreak.runbook.run.SkippedStepOnPostgres;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * Tests of the whole application on PostgreSQL, in one class, so that they share one JVM and one application context.
 */
@Lab("FIREBREAK_DB_PORT")
class ApplicationOnPostgresLabTests {

    @Nested
    class Accounts extends AccountsOnPostgres {}

    @Nested
    class SubmittedForms extends SubmittedFormsOnPostgres {}

    @Nested
    class SlowUsers extends SlowUsersOnPostgres {}

    @Nested
    class Metrics extends MetricsOnPostgres {}

    @Nested
    class SkippedStep extends SkippedStepOnPostgres {}

    @Nested
    class Failover extends FailoverSafetyOnPostgres {}

    /** In the long tests only: what it sends and gets is hardly a matter of the database. */
    @Nested
    @Tag("chaos")
    class Login extends LoginOnPostgres {}
}
