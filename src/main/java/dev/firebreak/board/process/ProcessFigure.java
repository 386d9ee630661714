package dev.firebreak.board.process;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A process instance as a page shows it.
 *
 * @param key unique in the page
 * @param state of the whole process, such as {@code running}
 * @param page its own page
 * @param svg the drawing as safe SVG; null if there is none
 * @param missing why there is no drawing; null if there is one
 * @param rows what it reached, in order
 * @param notReached the labels of the activities that it did not reach
 */
public record ProcessFigure(
        String key,
        String name,
        String state,
        String page,
        String svg,
        String missing,
        List<ActivityRow> rows,
        List<String> notReached) {

    private static final Pattern WIDTH = Pattern.compile("<svg[^>]* width=\"(\\d+)");
    private static final int COLUMN = 1_000;

    /** Whether the drawing is little wider than its column, so that it can be a little smaller. */
    boolean nearlyFits() {
        return svg != null
                && WIDTH.matcher(svg).results().limit(1).anyMatch(it -> Integer.parseInt(it.group(1)) <= COLUMN);
    }

    static String page(String incident, String process) {
        return "/incidents/" + incident + "/diagram/" + process;
    }

    boolean hasNotReached() {
        return !notReached.isEmpty();
    }

    String notReachedList() {
        return String.join(", ", notReached);
    }
}
