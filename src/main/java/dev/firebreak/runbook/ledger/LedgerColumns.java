package dev.firebreak.runbook.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads maps (as JSON) and texts of any length (cut) in the columns of the ledger. */
final class LedgerColumns {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> WORDS = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, Object>> ANSWER = new TypeReference<>() {};
    private static final int SUMMARY = 500;
    private static final int SEEN = 4_000;

    private LedgerColumns() {}

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
