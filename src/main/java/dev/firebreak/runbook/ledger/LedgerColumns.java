package dev.firebreak.runbook.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** Converts times, maps and texts to and from the columns of the ledger. */
public final class LedgerColumns {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> WORDS = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, Object>> ANSWER = new TypeReference<>() {};
    private static final int SUMMARY = 500;
    private static final int SEEN = 4_000;

    private LedgerColumns() {}

    /** A time as a column value, or null. */
    public static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** A time from a column, or null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static String summary(String text) {
        return text == null ? null : Text.shown(text, SUMMARY);
    }

    static String seen(String text) {
        return text == null ? null : Text.block(text, SEEN);
    }

    static String json(Map<String, ?> words) {
        try {
            return JSON.writeValueAsString(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> words(ResultSet row, String column) throws SQLException {
        return read(row.getString(column), WORDS);
    }

    static Map<String, Object> answer(ResultSet row, String column) throws SQLException {
        return read(row.getString(column), ANSWER);
    }

    private static <V> Map<String, V> read(String json, TypeReference<TreeMap<String, V>> type) {
        try {
            return json == null ? Map.of() : JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds invalid JSON", e);
        }
    }
}
