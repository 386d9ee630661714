package dev.firebreak.runbook.step.postgres;

import dev.firebreak.Lab;
import dev.firebreak.runbook.step.postgres.integrity.CopyDataOnMosaic;
import org.junit.jupiter.api.Nested;

/** Steps on the lab's PostgreSQL, one after the other, since each of them needs it alone. */
@Lab(
        value = {
            "DOCKER_SOCKET",
            "MOSAIC_POSTGRES_PORT",
            "MOSAIC_POSTGRES_GITEA_PASSWORD",
            "MOSAIC_POSTGRES_POSTGRES_PASSWORD"
        },
        alone = "MOSAIC_POSTGRES_PORT")
class MosaicPostgresLabTests {

    @Nested
    class CopyData extends CopyDataOnMosaic {}

    @Nested
    class FullPool extends FullPoolOnMosaic {}

    @Nested
    class SetMaxConnections extends SetMaxConnectionsOnMosaic {}

    @Nested
    class TerminateIdle extends TerminateIdleOnMosaic {}
}
