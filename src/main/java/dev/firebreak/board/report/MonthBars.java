package dev.firebreak.board.report;

import dev.firebreak.report.figure.MonthFigures;
import dev.firebreak.report.month.ReportMarkdown;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One figure of the last months as bars of an SVG picture.
 *
 * @param words the text equivalent
 * @param width of the picture
 */
record MonthBars(String title, List<Bar> bars, int width, String words) {

    private static final int STEP = 50;
    private static final int BOTTOM = 110;
    private static final int TALLEST = 90;

    /**
     * One month.
     *
     * @param middle the middle of the bar, where its texts are
     * @param top where the bar begins; above it, its value stands
     */
    record Bar(int x, int middle, int top, int height, int above, String value, String month, String iso) {}

    static MonthBars incidents(List<MonthFigures> months) {
        return of("Incidents", months, it -> (long) it.incidents(), String::valueOf);
    }

    static MonthBars resolve(List<MonthFigures> months) {
        return of("Time to resolve (mean)", months, it -> it.resolve().meanSeconds(), ReportMarkdown::length);
    }

    private static MonthBars of(
            String title, List<MonthFigures> months, Function<MonthFigures, Long> value, Function<Long, String> words) {
        var most = months.stream()
                .map(value)
                .mapToLong(it -> it == null ? 0 : it)
                .max()
                .orElse(0);
        var bars = IntStream.range(0, months.size())
                .mapToObj(n -> bar(n, months.get(n), value.apply(months.get(n)), most, words))
                .toList();
        var texts = bars.stream().map(it -> it.iso() + ": " + it.value()).toList();
        return new MonthBars(title, bars, Math.max(3, bars.size()) * STEP, title + ". " + String.join(", ", texts));
    }

    private static Bar bar(int n, MonthFigures month, Long value, long most, Function<Long, String> words) {
        var height = value == null || value == 0 ? 0 : (int) Math.max(2, TALLEST * value / most);
        return new Bar(
                n * STEP + 6,
                n * STEP + STEP / 2,
                BOTTOM - height,
                height,
                BOTTOM - height - 5,
                words.apply(value),
                month.month().getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                month.month().toString());
    }
}
