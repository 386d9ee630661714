package dev.firebreak.lifecycle.start;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Reads and writes facts and form fields as JSON, the format of our tables. */
public final class FactsJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private FactsJson() {}

    public static Map<String, Object> read(String json) {
        try {
            return JSON.readValue(json, FACTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("facts: " + e.getMessage(), e);
        }
    }

    public static String write(Map<String, ?> facts) {
        try {
            return JSON.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("facts: " + e.getMessage(), e);
        }
    }
}
