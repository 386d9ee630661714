package dev.firebreak.comms.channel.slack;

import java.util.stream.Collectors;

/** Escapes Slack's three control characters and cuts text to Slack's limits. */
public final class SlackText {

    private SlackText() {}

    /** Cuts between characters, never within an entity; cut text ends with {@code ending}. */
    public static String escaped(String raw, int limit, String ending) {
        var whole = raw.codePoints().mapToObj(SlackText::escaped).collect(Collectors.joining());
        return whole.length() <= limit ? whole : start(raw, limit - ending.length()) + ending;
    }

    private static String start(String raw, int limit) {
        var kept = new StringBuilder();
        for (var c : raw.codePoints().toArray()) {
            var next = escaped(c);
            if (kept.length() + next.length() > limit) {
                break;
            }
            kept.append(next);
        }
        return kept.toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(c);
        };
    }
}
