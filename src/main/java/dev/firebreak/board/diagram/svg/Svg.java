package dev.firebreak.board.diagram.svg;

import dev.firebreak.engine.diagram.Bounds;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes SVG: well-formed, and everything escaped that comes from a model. */
public final class Svg {

    private final StringBuilder out = new StringBuilder(8_192);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; its attributes are pairs of a name and a text or number. Null leaves an attribute out. */
    public Svg open(String tag, Object... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** An element without content. */
    public Svg element(String tag, Object... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    public Svg text(String text) {
        escape(text);
        return this;
    }

    /** Text that is no content of a model, such as a style sheet of ours. */
    public Svg trusted(String text) {
        out.append(text);
        return this;
    }

    public Svg close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** A line of the given class from path data in which each number stands behind a space or letter. */
    public Svg path(String style, double width, String data) {
        return element("path", "class", style, "stroke-width", width, "d", data);
    }

    /** @param dashes null for a solid line */
    public Svg rect(String style, double width, String dashes, Bounds at, double radius) {
        return element(
                "rect",
                "class",
                style,
                "stroke-width",
                width,
                "stroke-dasharray",
                dashes,
                "x",
                at.x(),
                "y",
                at.y(),
                "width",
                at.width(),
                "height",
                at.height(),
                "rx",
                radius);
    }

    public Svg circle(String style, double width, double x, double y, double radius) {
        return element("circle", "class", style, "stroke-width", width, "cx", x, "cy", y, "r", radius);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void start(String tag, Object... attributes) {
        out.append('<').append(tag);
        for (var n = 0; n < attributes.length; n += 2) {
            if (attributes[n + 1] != null) {
                out.append(' ').append(attributes[n]).append("=\"");
                escape(
                        attributes[n + 1] instanceof Number number
                                ? number(number.doubleValue())
                                : (String) attributes[n + 1]);
                out.append('"');
            }
        }
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(c);
            }
        });
    }

    /** With at most two decimals, and never in scientific notation. */
    public static String number(double value) {
        var hundredths = Math.round(value * 100);
        var whole = hundredths / 100;
        var rest = Math.abs(hundredths % 100);
        var sign = hundredths < 0 && whole == 0 ? "-" : "";
        if (rest == 0) {
            return Long.toString(whole);
        }
        return sign + whole + (rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest);
    }
}
