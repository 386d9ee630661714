package dev.firebreak.oncall.calendar;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every change of every clock from 2000 to 2100. */
@Tag("chaos")
class Rfc5545CenturyTests {

    @Test
    @Tag("C6")
    void everyChangeOfEveryClockOfACenturyHasTheSameHolderEverywhere() {
        new Rfc5545Tests().all();
    }
}
