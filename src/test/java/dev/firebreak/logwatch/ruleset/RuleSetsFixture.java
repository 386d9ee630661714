package dev.firebreak.logwatch.ruleset;

import dev.firebreak.logwatch.LogWatchSettings;
import java.time.Duration;
import java.util.List;

/** The rules that Firebreak brings, for tests of other packages. */
public final class RuleSetsFixture {

    private RuleSetsFixture() {}

    public static RuleSets shipped() {
        return new CurrentRules(new LogWatchSettings(null, Duration.ofSeconds(1), List.of(), List.of(), List.of()))
                .get();
    }
}
