package dev.firebreak.access.audit.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.audit.log.LoggedRow;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A row of the audit.
 *
 * @param leaf its position in the log, from 0; it never changes
 * @param chain the incident's id, or the name of another chain, such as {@code system}
 * @param number its number in the chain, from 1
 * @param at null if the row can't be read
 * @param actor a login, or the name of the part of Firebreak that acted
 * @param action such as {@code step.approved}
 */
public record TrailRow(
        long leaf,
        String chain,
        long number,
        Instant at,
        String actor,
        String action,
        SortedMap<String, String> facts,
        String hash) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A row that is missing or was made unreadable shows as such; the verification names it. */
    static TrailRow of(LoggedRow row) {
        try {
            var entry = row.entry() == null ? JSON.missingNode() : JSON.readTree(row.entry());
            var facts = new TreeMap<String, String>();
            entry.path("facts").properties().forEach(fact -> facts.put(fact.getKey(), text(fact)));
            return new TrailRow(
                    row.leaf(),
                    row.chain(),
                    row.number(),
                    Instant.parse(entry.path("at").asText()),
                    entry.path("actor").asText(),
                    entry.path("action").asText(),
                    facts,
                    row.hash());
        } catch (JsonProcessingException | DateTimeParseException broken) {
            return new TrailRow(
                    row.leaf(), row.chain(), row.number(), null, "", "row.unreadable", new TreeMap<>(), row.hash());
        }
    }

    private static String text(Map.Entry<String, JsonNode> fact) {
        return fact.getValue().isNull() ? "" : fact.getValue().asText();
    }
}
