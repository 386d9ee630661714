package dev.firebreak.board.setup;

import static org.assertj.core.api.Assertions.tuple;

import dev.firebreak.OnPostgres;
import java.util.List;

/** The lab's server stands alone. */
@OnPostgres
public abstract class FailoverSafetyOnPostgres extends FailoverSafetyTests {

    @Override
    List<?> expected() {
        return List.of(tuple(
                ReadinessCheck.State.NOTE,
                "PostgreSQL has no synchronous standby: a failover to another server may lose the alerts of the last"
                        + " moments. Set synchronous_standby_names there, if you have one."));
    }
}
