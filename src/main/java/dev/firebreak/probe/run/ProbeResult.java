package dev.firebreak.probe.run;

import dev.firebreak.probe.CheckResult;
import dev.firebreak.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** The result of one run, as it is kept: cleaned, cut, and without secrets. */
record ProbeResult(Instant at, boolean passed, Duration took, String finding, String details) {

    private static final int FINDING = 900;
    private static final int DETAILS = 7_500;

    /** @param mask takes secrets out of a text */
    static ProbeResult of(CheckResult seen, Instant at, Duration took, UnaryOperator<String> mask) {
        return new ProbeResult(
                at,
                seen.passed(),
                took,
                Text.preview(mask.apply(seen.finding()), FINDING),
                Text.previewBlock(mask.apply(seen.details()), DETAILS));
    }
}
