package dev.firebreak.alert.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.format.TokenInBody;
import dev.firebreak.alert.http.response.AnswerStyle;
import dev.firebreak.alert.http.response.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Receives alerts of every format at {@code /api/alerts/<format>}. The sender has shown its token before. */
@RestController
class AlertController {

    private static final MediaType ANY_JSON = new MediaType("application", "*+json");

    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final String BATCH_OF_EVENTS = "application/cloudevents-batch+json";

    private final AlertEndpoint endpoint;
    private final AlertFormats formats;
    private final MisdirectedAlerts misdirected;
    private final ObjectMapper json;

    AlertController(AlertEndpoint endpoint, AlertFormats formats, MisdirectedAlerts misdirected, ObjectMapper json) {
        this.endpoint = endpoint;
        this.formats = formats;
        this.misdirected = misdirected;
        this.json = json;
    }

    /** Firebreak's own JSON, or a CloudEvent by its content type. */
    @PostMapping("/api/alerts")
    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        receive(isCloudEvent(request) ? "cloudevents" : "firebreak", request, response);
    }

    @PostMapping("/api/alerts/{format}")
    void receive(@PathVariable String format, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var source = AlertSource.of(request);
        var found = formats.find(format);
        if (source == null && found.filter(TokenInBody.class::isInstance).isEmpty()) {
            throw new ErrorResponseException(HttpStatus.UNAUTHORIZED);
        }
        var reader = found.orElseThrow(() -> misdirected.refusal(request));
        var exchange = request.startAsync(request, response);
        exchange.setTimeout(endpoint.deadline());
        var answer = new IngestResponse(exchange, AnswerStyle.of(reader), json);
        var ingest = new IngestRequest(endpoint, source, reader, request, headerRejection(request), answer);
        exchange.addListener(ingest);
        if (endpoint.isOpen()) {
            ingest.begin();
        } else {
            answer.refuse(Rejection.later("Firebreak is shutting down or still starting"));
        }
    }

    private static boolean isCloudEvent(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith(CLOUD_EVENT);
    }

    private static Rejection headerRejection(HttpServletRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Rejection.notJson("only uncompressed bodies are accepted, not " + encoding);
        }
        var type = request.getContentType();
        if (request.getHeader("ce-specversion") != null || type != null && type.startsWith(BATCH_OF_EVENTS)) {
            return Rejection.notJson("a CloudEvent is sent in structured mode, one in a request, as " + CLOUD_EVENT);
        }
        return isJson(type) ? null : Rejection.notJson("application/json is expected, not " + type);
    }

    private static boolean isJson(String type) {
        try {
            var media = type == null ? MediaType.ALL : MediaType.parseMediaType(type);
            return media.isConcrete() && (MediaType.APPLICATION_JSON.includes(media) || ANY_JSON.includes(media));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
