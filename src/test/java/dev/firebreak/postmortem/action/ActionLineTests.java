package dev.firebreak.postmortem.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionLineTests {

    @Test
    void aLineNamesWhatWhoAndByWhen() {
        assertThat(ActionLine.of("- Alert at 80 % | rex | due 2026-12-01\n\n"
                        + "2. Close idle sessions |  | 2026-12-24\n"
                        + "Talk about it"))
                .containsExactly(
                        new ActionLine("Alert at 80 %", "rex", LocalDate.of(2026, 12, 1)),
                        new ActionLine("Close idle sessions", null, LocalDate.of(2026, 12, 24)),
                        new ActionLine("Talk about it", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a | rex | 2026-12-01 | d",
                "a | rex | soon",
                "a | rex | 2026-02-30",
                "a | rex | due 1.12.2026",
                " | rex | 2026-12-01",
                "|||"
            })
    @Tag("A116")
    void aLineOfAnotherFormIsKeptWhole(String line) {
        assertThat(ActionLine.of(line)).containsExactly(new ActionLine(line.strip(), null, null));
    }

    @Test
    void anOwnerLongerThanANameIsPartOfTheText() {
        var line = "a | " + "b".repeat(121) + " | 2026-12-01";

        assertThat(ActionLine.of(line)).containsExactly(new ActionLine(line, null, null));
    }

    @Test
    void noLinesMakeNoItems() {
        assertThat(ActionLine.of(null)).isEmpty();
        assertThat(ActionLine.of(" \n \n")).isEmpty();
    }
}
