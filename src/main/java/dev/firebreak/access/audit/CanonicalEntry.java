package dev.firebreak.access.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.TreeMap;

/**
 * Serializes an audit row as canonical JSON: sorted keys, no spaces. Equal rows have equal texts and thus equal hashes.
 */
final class CanonicalEntry {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CanonicalEntry() {}

    /** @param models the fingerprint of the models in force, or null */
    static String of(AuditRow row, long number, String models) {
        var entry = new TreeMap<String, Object>();
        entry.put("chain", row.chain());
        entry.put("number", number);
        entry.put("at", row.at().toString());
        entry.put("actor", row.actor());
        entry.put("action", row.action());
        entry.put("facts", new TreeMap<>(row.facts()));
        if (models != null) {
            entry.put("models", models);
        }
        try {
            return JSON.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("facts that can't be written as JSON", e);
        }
    }

    /** Whether the text is an entry with this number in this chain. */
    static boolean isOf(String entry, String chain, long number) {
        JsonNode read;
        try {
            read = JSON.readTree(entry);
        } catch (JsonProcessingException broken) {
            return false;
        }
        return read.path("chain").asText().equals(chain) && read.path("number").asLong() == number;
    }
}
