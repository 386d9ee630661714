package dev.firebreak.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.probe.FlapDamping.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("A033")
class FlapDampingTests {

    private final FlapDamping twoOfThree = new FlapDamping(2, 3, 2);

    /** The newest outcome is the first. */
    @ParameterizedTest
    @CsvSource({
        "-,     UNCHANGED",
        "--,    FIRES",
        "-+-,   FIRES",
        "-++-,  UNCHANGED",
        "+--,   FIRES",
        "+-+,   UNCHANGED",
        "++--,  OVER",
        "++-,   OVER",
        "+,     UNCHANGED",
        "++,    OVER",
        "+-,    UNCHANGED"
    })
    void twoOfThreeFireAndTwoGoodOnesEndIt(String recent, Verdict verdict) {
        assertThat(twoOfThree.of(recent)).isEqualTo(verdict);
    }

    @Test
    void oneFailureFiresWhereThatIsWanted() {
        assertThat(new FlapDamping(1, 1, 1).of("-")).isEqualTo(Verdict.FIRES);
        assertThat(new FlapDamping(1, 1, 1).of("+-")).isEqualTo(Verdict.OVER);
    }

    @Test
    void onlySoManyOutcomesAreRemembered() {
        var recent = "";
        for (var n = 0; n < 100; n++) {
            recent = FlapDamping.add(recent, n % 2 == 0);
        }

        assertThat(recent).hasSize(FlapDamping.MOST).startsWith("-+-+");
    }
}
