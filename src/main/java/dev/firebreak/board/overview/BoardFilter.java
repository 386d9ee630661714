package dev.firebreak.board.overview;

import dev.firebreak.incident.EndedFilter;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the board leaves out. It is kept in the address, so that a filtered board can be shared and reloaded.
 *
 * @param severity {@code P1}, {@code P2}, {@code P3+} or empty
 * @param service the name of a service, or empty
 * @param text words of the title, the service or the number, or empty
 */
record BoardFilter(String severity, boolean mine, boolean unacknowledged, String service, String text) {

    private static final List<String> SEVERITIES = List.of("P1", "P2", "P3+");
    private static final int MAX_WORDS = 8;

    /**
     * A link that switches one part of the filter on or off.
     *
     * @param isOn whether it is on
     */
    record Chip(String label, String href, boolean isOn) {}

    static BoardFilter of(Map<String, String> query) {
        var severity = query.getOrDefault("severity", "");
        return new BoardFilter(
                SEVERITIES.contains(severity) ? severity : "",
                query.containsKey("mine"),
                query.containsKey("unacknowledged"),
                query.getOrDefault("service", "").strip(),
                query.getOrDefault("text", "").strip());
    }

    boolean isOn() {
        return !severity.isEmpty() || mine || unacknowledged || !service.isEmpty() || !text.isEmpty();
    }

    /** Whether it looks for a service or for words, which changes have, too. */
    boolean isSearch() {
        return !service.isEmpty() || !text.isEmpty();
    }

    boolean passes(BoardRow row) {
        return passesSeverity(row.severity())
                && (!mine || row.isMine())
                && (!unacknowledged || row.isUnacknowledged())
                && (service.isEmpty() || service.equals(row.incident().service()))
                && passesText(row);
    }

    private boolean passesSeverity(Severity of) {
        return switch (severity) {
            case "" -> true;
            case "P3+" -> of == null || of.ordinal() >= Severity.P3.ordinal();
            default -> of != null && of.name().equals(severity);
        };
    }

    private boolean passesText(BoardRow row) {
        var all = (row.incident().title() + " " + row.incident().service() + " "
                        + row.incident().id())
                .toLowerCase(Locale.ROOT);
        return Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(all::contains);
    }

    /** The same for ended incidents, which nobody has to acknowledge. */
    EndedFilter ended() {
        var severities = Stream.of(Severity.values())
                .filter(it -> !severity.isEmpty() && passesSeverity(it))
                .collect(Collectors.toSet());
        var words = Stream.of(text.split("\\s+")).filter(it -> !it.isEmpty()).limit(MAX_WORDS);
        return new EndedFilter(severities, service, words.toList());
    }

    /** The page of earlier ended incidents. */
    String before(IncidentId last) {
        return UriComponentsBuilder.fromUriString(href())
                .queryParam("before", last)
                .fragment("ended-head")
                .build(true)
                .toUriString();
    }

    List<Chip> chips() {
        var severities = SEVERITIES.stream()
                .map(it -> new Chip(
                        it,
                        new BoardFilter(it.equals(severity) ? "" : it, mine, unacknowledged, service, text).href(),
                        it.equals(severity)));
        var others = Stream.of(
                new Chip("mine", new BoardFilter(severity, !mine, unacknowledged, service, text).href(), mine),
                new Chip(
                        "unacknowledged",
                        new BoardFilter(severity, mine, !unacknowledged, service, text).href(),
                        unacknowledged));
        return Stream.concat(severities, others).toList();
    }

    /** The parts of the filter that the text form sends along. */
    Map<String, String> parts() {
        var parts = new LinkedHashMap<String, String>();
        if (!severity.isEmpty()) {
            parts.put("severity", severity);
        }
        if (mine) {
            parts.put("mine", "");
        }
        if (unacknowledged) {
            parts.put("unacknowledged", "");
        }
        return parts;
    }

    private String href() {
        var address = UriComponentsBuilder.fromPath("/");
        parts().forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        var values = new LinkedHashMap<String, Object>(parts());
        if (!service.isEmpty()) {
            address.queryParam("service", "{service}");
            values.put("service", service);
        }
        if (!text.isEmpty()) {
            address.queryParam("text", "{text}");
            values.put("text", text);
        }
        return address.encode().buildAndExpand(values).toUriString();
    }
}
