package dev.firebreak.alert.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertFormats;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    @PostMapping("/api/alerts/{format}")
    void receive(@PathVariable String format, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var source = AlertSource.of(request);
        if (source == null) {
            throw new ErrorResponseException(HttpStatus.UNAUTHORIZED);
        }
        var reader = formats.find(format).orElseThrow(() -> misdirected.refusal(request));
        var exchange = request.startAsync(request, response);
        exchange.setTimeout(endpoint.deadline());
        var answer = new IngestResponse(exchange, json);
        var ingest = new IngestRequest(endpoint, source, reader, request, mediaTypeRejection(request), answer);
        exchange.addListener(ingest);
        if (endpoint.isOpen()) {
            ingest.begin();
        } else {
            answer.refuse(Rejection.later("Firebreak is shutting down or still starting"));
        }
    }

    private static Rejection mediaTypeRejection(HttpServletRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Rejection.notJson("only uncompressed bodies are accepted, not " + encoding);
        }
        var type = request.getContentType();
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
