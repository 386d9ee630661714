package dev.firebreak.alert.format.alertmanager;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.firebreak.alert.format.AlertFormat;
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
import org.springframework.stereotype.Component;

/**
 * Reads Alertmanager's webhook, version 4, and what Grafana adds to it: skips unknown fields and stops early at hostile ones (guarantees.md D10,
 * D14). A {@link BodyScanner} reads the usual bodies, a general parser all others.
 */
@Component
public final class AlertmanagerFormat implements AlertFormat {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(100)
                    .maxNameLength(10_000)
                    .maxStringLength(64 * 1024 * 1024)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Field names come from outside: interned, they would never be freed.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    @Override
    public String name() {
        return "alertmanager";
    }

    @Override
    public AlertNotification read(byte[] body) {
        var usual = BodyScanner.read(body);
        return usual != null ? usual.toNotification() : parse(body);
    }

    /** Repairs bytes that are not UTF-8 and halves of surrogate pairs: a damaged alert is better than a lost one. */
    static AlertNotification parse(byte[] body) {
        try {
            return read(JSON.createParser(body));
        } catch (JsonProcessingException e) {
            return readRepaired(body, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AlertNotification readRepaired(byte[] body, JsonProcessingException why) {
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
                case "labels" -> sent.labels = texts(json, name);
                case "annotations" -> sent.annotations = texts(json, name);
                case "startsAt" -> sent.startsAt = text(json, name);
                case "endsAt" -> sent.endsAt = text(json, name);
                case "generatorURL" -> sent.generatorUrl = text(json, name);
                case "fingerprint" -> sent.fingerprint = text(json, name);
                case "silenceURL" -> sent.silenceUrl = text(json, name);
                case "dashboardURL" -> sent.dashboardUrl = text(json, name);
                case "panelURL" -> sent.panelUrl = text(json, name);
                case "imageURL" -> sent.imageUrl = text(json, name);
                case "valueString" -> sent.values = text(json, name);
                default -> skip(json);
            }
        }
        return sent;
    }

    private static Map<String, String> texts(JsonParser json, String field) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return texts;
        }
        expect(json.currentToken() == JsonToken.START_OBJECT, json, "\"" + field + "\" has to be an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            texts.put(name, text(json, field));
        }
        return texts;
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

    /** Checks every token on the way, so that a number out of range is refused at any depth. */
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
