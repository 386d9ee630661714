package dev.firebreak.board.report;

import dev.firebreak.report.month.OnCallLoad;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pages of one person by hour of the day, as squares of an SVG picture.
 *
 * @param words the text equivalent
 */
record LoadRow(String person, String pages, List<Square> squares, String words) {

    private static final int SIZE = 12;
    private static final int SHADES = 4;

    /** @param shade 0 (no page) to 4 (the most of all) */
    record Square(int x, int shade, String words) {}

    static LoadRow of(OnCallLoad load, String name, int most) {
        var squares = IntStream.range(0, load.byHour().size())
                .mapToObj(hour -> square(hour, load.byHour().get(hour), most))
                .toList();
        var words =
                squares.stream().filter(it -> it.shade() > 0).map(Square::words).collect(Collectors.joining(", "));
        return new LoadRow(name, load.pages() == 1 ? "1 page" : load.pages() + " pages", squares, words);
    }

    private static Square square(int hour, int pages, int most) {
        var shade = pages == 0 ? 0 : Math.max(1, (SHADES * pages + most - 1) / most);
        return new Square(hour * SIZE, shade, String.format(Locale.ROOT, "%02d:00 UTC: %d", hour, pages));
    }
}
