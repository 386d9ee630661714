package dev.firebreak.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two rules of the source, at their boundaries. */
class RecommendationTests {

    @Test
    @Tag("A127")
    void threeMonthsAreNotEnough() {
        assertThat(areas(slower(10, 1_000, 1_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // 100, then three of x: (3x)/3 > 1.2 * (100 + 3x)/4 means x > 300.
        "300, false",
        "301, true"
    })
    @Tag("A127")
    void exactlyOneFifthMoreIsNotMore(long recent, boolean fires) {
        assertThat(areas(slower(100, recent, recent, recent)).contains("response_time"))
                .isEqualTo(fires);
    }

    @Test
    @Tag("A127")
    void monthsWithoutAResolutionAreNoMonthsOfMttrZero() {
        var months = new ArrayList<>(slower(400, 400, 400, 400));
        months.add(1, month(0, 0, 0, 0));
        months.add(1, month(0, 0, 0, 0));

        assertThat(areas(months)).isEmpty();
    }

    @Test
    @Tag("A127")
    void fourResolutionsInThreeMonthsSayNothing() {
        var months = List.of(month(5, 5, 100, 0), month(1, 1, 900, 0), month(1, 1, 900, 0), month(2, 2, 900, 0));
        assertThat(areas(months)).isEmpty();

        var more = List.of(month(5, 5, 100, 0), month(1, 1, 900, 0), month(1, 1, 900, 0), month(3, 3, 900, 0));
        assertThat(areas(more)).containsExactly("response_time");
    }

    @ParameterizedTest
    @CsvSource({"20, 3, ''", "20, 4, 20.0%", "100, 15, ''", "100, 16, 16.0%", "13, 2, 15.4%", "9, 9, ''", "10, 2, 20.0%"
    })
    @Tag("A128")
    void moreThanFifteenInAHundredRepeatButOnlyAmongTen(int incidents, int repeated, String percent) {
        var found = Recommendation.of(List.of(month(incidents, 0, 0, repeated)));

        if (percent.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found)
                    .containsExactly(new Recommendation(
                            "HIGH",
                            "root_cause",
                            "High repeat incident rate (" + percent + "). Focus on permanent fixes."));
        }
    }

    private static List<String> areas(List<MonthFigures> months) {
        return Recommendation.of(months).stream().map(Recommendation::area).toList();
    }

    /** Months with five resolved incidents each, and these means. */
    private static List<MonthFigures> slower(long... means) {
        return Arrays.stream(means).mapToObj(it -> month(5, 5, it, 0)).toList();
    }

    private static MonthFigures month(int incidents, int resolved, long mean, int repeated) {
        var resolve = resolved == 0 ? TimeFigure.NONE : new TimeFigure(resolved, mean, mean, mean);
        return new MonthFigures(
                YearMonth.of(2026, 1),
                incidents,
                Map.of(),
                0,
                repeated,
                0,
                repeated,
                TimeFigure.NONE,
                TimeFigure.NONE,
                TimeFigure.NONE,
                resolve,
                new MonthFigures.Alerts(0, null, 0, 0),
                List.of(),
                List.of(),
                0,
                0);
    }
}
