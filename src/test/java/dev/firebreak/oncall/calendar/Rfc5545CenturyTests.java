package dev.firebreak.oncall.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes of every clock that changes between 2000 and 2100, with each kind of rota. */
@Tag("chaos")
class Rfc5545CenturyTests {

    private static final int EACH = 2;

    @Test
    @Tag("C6")
    void changesOfEveryClockOfACenturyHaveTheSameHolderEverywhere() {
        assertThat(new Rfc5545Tests().someOfEveryClock(EACH)).isGreaterThan(1_000);
    }
}
