package dev.firebreak.alert.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firebreak.alert.format.UnreadablePayload;
import java.nio.charset.StandardCharsets;

/**
 * Reads a whole body as JSON, strictly: no duplicate fields, nothing after the end, bounded depth and numbers
 * (guarantees.md D10, D14). Bytes that are not UTF-8 are repaired (guarantees.md D13).
 */
public final class JsonBody {

    /** Of formats that are read as a whole: a tree takes ten times the memory of its text. */
    public static final long MAX_BYTES = 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(100)
                            .maxNameLength(10_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonBody() {}

    /** Throws {@link UnreadablePayload} with line and column. */
    public static JsonNode read(byte[] body) {
        try {
            var text = new String(body, StandardCharsets.UTF_8);
            var read = JSON.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
            if (read == null || read.isMissingNode()) {
                throw new UnreadablePayload("JSON is expected", 1, 1);
            }
            return read;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new UnreadablePayload(
                    e.getOriginalMessage(), at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
        }
    }

    /** Throws {@link UnreadablePayload} if the body is not one object. */
    public static JsonFields readObject(byte[] body) {
        var read = read(body);
        if (!read.isObject()) {
            throw new UnreadablePayload("an object is expected", 1, 1);
        }
        return new JsonFields("", read);
    }
}
