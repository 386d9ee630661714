package dev.firebreak.comms.channel.slack;

import java.util.stream.Collectors;

/** Text as Slack wants it: its three control characters as entities, cut to what Slack takes. */
final class SlackText {

    private SlackText() {}

    /** Cut between characters, never within an entity, and then ends in {@code ending}. */
    static String escaped(String raw, int limit, String ending) {
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
