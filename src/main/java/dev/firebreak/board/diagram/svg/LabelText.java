package dev.firebreak.board.diagram.svg;

import dev.firebreak.engine.diagram.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A label broken into lines where the bpmn.io viewer breaks it: it estimates how many letters fit, and goes back to the
 * space or hyphen before. What does not fit at all ends with an ellipsis; the title of the shape says it in full.
 */
public record LabelText(List<String> lines, double size) {

    public static final double INSIDE = 11;
    public static final double OUTSIDE = 10;

    private static final double LINE_HEIGHT = 1.2;
    private static final Pattern BREAKS = Pattern.compile("(?<=[\\s-])|(?=[\\s-])");

    /** @param atMost the number of lines, 1 or more */
    public static LabelText of(String text, double size, double width, int atMost) {
        var lines = new ArrayList<String>();
        for (var paragraph : text.strip().split("\\R")) {
            breakUp(paragraph, size, width, lines);
        }
        if (lines.size() > atMost) {
            var last = lines.get(atMost - 1);
            lines.subList(atMost - 1, lines.size()).clear();
            lines.add(last.substring(0, cut(last, last.length() - 1)) + "…");
        }
        return new LabelText(List.copyOf(lines), size);
    }

    public double height() {
        return lines.size() * size * LINE_HEIGHT;
    }

    public double width() {
        return lines.stream().mapToDouble(it -> LetterWidths.of(it, size)).max().orElse(0);
    }

    public static int linesIn(double height, double size) {
        return Math.max(1, (int) (height / (size * LINE_HEIGHT)));
    }

    /** @param top of the first line */
    public Bounds boundsAround(double middle, double top) {
        return new Bounds(middle - width() / 2, top, width(), height());
    }

    public void drawCentred(Svg svg, double middle, double top) {
        draw(svg, middle, top, "middle");
    }

    public void drawLeft(Svg svg, double left, double top) {
        draw(svg, left, top, null);
    }

    private void draw(Svg svg, double x, double top, String anchor) {
        svg.open("text", "font-size", size == INSIDE ? null : size, "text-anchor", anchor);
        var baseline = top - size * LINE_HEIGHT / 4;
        for (var line : lines) {
            baseline += size * LINE_HEIGHT;
            svg.open("tspan", "x", x, "y", baseline).text(line).close();
        }
        svg.close();
    }

    private static void breakUp(String paragraph, double size, double width, List<String> lines) {
        var rest = paragraph;
        while (!rest.isEmpty()) {
            var fitting = rest;
            for (var is = LetterWidths.of(fitting, size);
                    is > width && fitting.codePointCount(0, fitting.length()) > 1; ) {
                fitting = shorter(fitting, Math.max(1, fitting.length() * width / is));
                is = LetterWidths.of(fitting, size);
            }
            lines.add(fitting.strip());
            rest = rest.substring(fitting.length()).strip();
        }
    }

    private static String shorter(String line, double letters) {
        var kept = new StringBuilder();
        for (var part : BREAKS.split(line)) {
            if (kept.length() + part.length() >= letters) {
                break;
            }
            kept.append(part);
        }
        return kept.toString().isBlank()
                ? line.substring(0, cut(line, (int) Math.max(1, Math.round(letters - 1))))
                : kept.toString();
    }

    /** The place, or the one before it where it would cut a character in two; never the beginning. */
    private static int cut(String text, int at) {
        if (at <= 0 || at >= text.length() || !Character.isLowSurrogate(text.charAt(at))) {
            return Math.max(at, 0);
        }
        return at > 1 ? at - 1 : at + 1;
    }
}
