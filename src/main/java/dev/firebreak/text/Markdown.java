package dev.firebreak.text;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Escapes foreign text for Markdown: it renders exactly as it was written and can't create a link, an image, HTML, a
 * heading or the end of a table cell (guarantees.md E4).
 */
public final class Markdown {

    /** The Content-Type of Markdown answers. */
    public static final String MEDIA_TYPE = "text/markdown;charset=UTF-8";

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]|~]");

    /** Text that GitHub and others turn into links even without link syntax. */
    private static final Pattern BARE_LINK = Pattern.compile("(?i)(://|\\bwww\\.|@)");

    private static final Pattern BLOCK_START = Pattern.compile("^([#+=-])");
    private static final Pattern NUMBERED_START = Pattern.compile("^(\\d{1,9})([.)])(?=\\s|$)");
    private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*+•]|\\d{1,3}[.)])\\s+");

    private Markdown() {}

    /** Escapes text into one line, for headings, table cells and list items. Null becomes an empty line. */
    public static String line(String text) {
        if (text == null) {
            return "";
        }
        var escaped = text.replaceAll("\\s+", " ").strip();
        escaped = SPECIAL.matcher(escaped).replaceAll("\\\\$0");
        escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        escaped = BARE_LINK
                .matcher(escaped)
                .replaceAll(found -> found.group()
                        .replace("/", "\\\\/")
                        .replace(".", "\\\\.")
                        .replace("@", "&#64;"));
        escaped = BLOCK_START.matcher(escaped).replaceFirst("\\\\$1");
        return NUMBERED_START.matcher(escaped).replaceFirst("$1\\\\$2");
    }

    /** Escapes several lines; empty lines separate paragraphs. */
    public static String paragraphs(String text) {
        return text.lines()
                .map(Markdown::line)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** Escapes text into a list with an item for each non-blank line; the author's own bullets are removed. */
    public static String bullets(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> "- " + line(BULLET.matcher(line).replaceFirst("")))
                .collect(Collectors.joining("\n"));
    }
}
