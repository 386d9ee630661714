package dev.firebreak.alert.format.alertmanager;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.format.UnreadablePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Alertmanager's webhook, version 4, read as a stream: unknown fields are skipped, hostile ones stop it early (guarantees.md
 * D10, D14).
 */
public final class AlertmanagerFormat {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(100)
                    .maxNameLength(10_000)
                    .maxStringLength(64 * 1024 * 1024)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names come from outside: interning them would be for ever.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private AlertmanagerFormat() {}

    /**
     * Throws {@link UnreadablePayload}. Bytes that are no UTF-8 and halves of surrogate pairs are mended: a maimed alert is better
     * than a lost one.
     */
    public static AlertNotification read(byte[] body) {
        try {
            return read(JSON.createParser(body));
        } catch (JsonProcessingException e) {
            return readMended(body, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AlertNotification readMended(byte[] body, JsonProcessingException why) {
        try {
            return read(JSON.createParser(new String(body, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            return refuse(isUtf8(body) ? why : e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AlertNotification refuse(JsonProcessingException e) {
        var at = e.getLocation();
        throw new UnreadablePayload(
                e.getOriginalMessage(), at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static AlertNotification read(JsonParser json) throws IOException {
        try (json) {
            expect(json.nextToken() == JsonToken.START_OBJECT, json, "an object is expected");
            var sent = new RawNotification();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "groupKey" -> sent.groupKey = text(json, name);
                    case "status" -> sent.status = text(json, name);
                    case "truncatedAlerts" -> sent.truncated = number(json, name);
                    case "alerts" -> alerts(json, sent);
                    default -> skip(json);
                }
            }
            expect(json.nextToken() == null, json, "nothing is expected after the end");
            expect(sent.alerts != null, json, "\"alerts\" is missing");
            return sent.toNotification();
        }
    }

    private static void alerts(JsonParser json, RawNotification sent) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, json, "\"alerts\" has to be an array");
        sent.alerts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken() == JsonToken.START_OBJECT, json, "an alert has to be an object");
            sent.alerts.add(alert(json));
        }
    }

    private static RawAlert alert(JsonParser json) throws IOException {
        var sent = new RawAlert();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            switch (name) {
                case "status" -> sent.status = text(json, name);
                case "labels" -> sent.labels = words(json, name);
                case "annotations" -> sent.annotations = words(json, name);
                case "startsAt" -> sent.startsAt = text(json, name);
                case "endsAt" -> sent.endsAt = text(json, name);
                case "generatorURL" -> sent.generatorUrl = text(json, name);
                case "fingerprint" -> sent.fingerprint = text(json, name);
                default -> skip(json);
            }
        }
        return sent;
    }

    private static Map<String, String> words(JsonParser json, String field) throws IOException {
        var words = new LinkedHashMap<String, String>();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return words;
        }
        expect(json.currentToken() == JsonToken.START_OBJECT, json, "\"" + field + "\" has to be an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            words.put(name, text(json, field));
        }
        return words;
    }

    private static String text(JsonParser json, String field) throws IOException {
        expect(json.currentToken().isScalarValue(), json, "text is expected in \"" + field + "\"");
        return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
    }

    private static long number(JsonParser json, String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        expect(
                json.currentToken() == JsonToken.VALUE_NUMBER_INT,
                json,
                "a whole number is expected in \"" + field + "\"");
        return Math.max(0, json.getLongValue());
    }

    /** Looks at every token on the way, so that a number beyond all bounds is refused wherever it stands. */
    private static void skip(JsonParser json) throws IOException {
        var depth = 0;
        do {
            var token = json.currentToken();
            expect(token != null, json, "the end is missing");
            if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                expect(Double.isFinite(json.getDoubleValue()), json, "a number is out of range");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && json.nextToken() != JsonToken.NOT_AVAILABLE);
    }

    private static void expect(boolean condition, JsonParser json, String why) {
        if (!condition) {
            var at = json.currentLocation();
            throw new UnreadablePayload(why, at.getLineNr(), at.getColumnNr());
        }
    }
}
