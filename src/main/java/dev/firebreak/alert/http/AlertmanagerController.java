package dev.firebreak.alert.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.AlertSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Alertmanager's webhook, version 4. Who sends has shown its token before this is reached. */
@RestController
public class AlertmanagerController {

    private static final MediaType ANY_JSON = new MediaType("application", "*+json");

    private final AlertEndpoint door;
    private final ObjectMapper json;

    AlertmanagerController(AlertEndpoint door, ObjectMapper json) {
        this.door = door;
        this.json = json;
    }

    @PostMapping("/api/alerts/alertmanager")
    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var source = AlertSource.of(request);
        if (source == null) {
            throw new ErrorResponseException(HttpStatus.UNAUTHORIZED);
        }
        var exchange = request.startAsync(request, response);
        exchange.setTimeout(door.deadline());
        var reply = new IngestResponse(exchange, json);
        var reception = new IngestRequest(door, source, request, verdict(request), reply);
        exchange.addListener(reception);
        if (door.isOpen()) {
            reception.begin();
        } else {
            reply.refuse(Rejection.later("Firebreak is going down or not up yet"));
        }
    }

    private static Rejection verdict(HttpServletRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Rejection.notJson("bodies are read uncompressed only, not as " + encoding);
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
