package dev.firebreak.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.OnPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The lab's server stands alone. */
@FirebreakTest
@OnPostgres
public abstract class FailoverSafetyOnPostgres {

    @Autowired
    FailoverSafety failover;

    @Test
    @Tag("B2")
    void aServerWithoutASynchronousStandbyIsNotSafe() {
        assertThat(failover.isSafe()).contains(false);
    }
}
