package dev.firebreak.engine.admission.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H4")
class TimerTextTests {

    @ParameterizedTest
    @ValueSource(strings = {"PT5S", "P2DT12H", "PT0.5S", "P1Y2M", "PT0S"})
    void durationsAreAdmitted(String text) {
        assertThat(TimerText.isDuration(text)).isTrue();
        assertThat(TimerText.isSafe(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P9999999999999999999Y", "P100Y", "P", "PT", "R3/PT1S", "tomorrow", ""})
    void otherDurationsAreRefused(String text) {
        assertThat(TimerText.isDuration(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"R3/PT10M", "R999/PT1M", "R5/PT60S", "R2/P1D"})
    void cyclesOfAMinuteAreAdmitted(String text) {
        assertThat(TimerText.isCycle(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"R999/PT0S", "R2/PT59S", "R/PT1M", "R1000/PT1M", "R9/P0D", "0/1 * * * * ?"})
    void fasterAndEndlessCyclesAreRefused(String text) {
        assertThat(TimerText.isCycle(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-5S", "-PT5S", "2026-11-28T10:00:00Z", "2026-11-28", "2026-11-28T10:00:00.123+0100"})
    void variablesMayHoldMoreThanModels(String text) {
        assertThat(TimerText.isSafe(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R2147483647/2001-01-01T00:00:00/PT0S",
                "P9999999999999999999Y",
                "R3/PT1S",
                "0 0 * * * ?",
                "",
                "x"
            })
    void whatTheEngineWouldCountForEverIsNotSafe(String text) {
        assertThat(TimerText.isSafe(text)).isFalse();
    }
}
