package dev.firebreak.board.live;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.web.FieldInvalid;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What changes in the incidents that the caller may see, as server-sent events. The id of an event is a cursor that is
 * valid on every node and after a restart.
 */
@RestController
class LiveEventsController {

    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");
    private static final String RETRY_AFTER_SECONDS = "60";

    private final LiveStreams streams;

    LiveEventsController(LiveStreams streams) {
        this.streams = streams;
    }

    /**
     * @param last the cursor that a browser sends when it connects again by itself
     * @param after the cursor of any other reader
     */
    @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(
            @RequestHeader(name = "Last-Event-ID", required = false) String last,
            @RequestParam(required = false) String after,
            PersonAuthentication caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var cursor = last == null || last.isEmpty() ? position("after", after) : position("Last-Event-ID", last);
        var person = caller.person();
        streams.refusal(person).ifPresent(refusal -> {
            throw exception(refusal);
        });
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would hold events back
        var exchange = request.startAsync(request, response);
        exchange.setTimeout(0);
        bind(streams.open(person, cursor, exchange), request.getSession(false));
    }

    private static String position(String field, String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        if (!POSITION.matcher(cursor).matches()) {
            throw new FieldInvalid(field, "a cursor is the id of an event: a number");
        }
        return cursor;
    }

    private static ErrorResponseException exception(LiveStreams.Refusal refusal) {
        var problem = ProblemDetail.forStatusAndDetail(refusal.status(), refusal.why());
        var exception = new ErrorResponseException(refusal.status(), problem, null);
        exception.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return exception;
    }

    /** The stream ends with the session, such as at a logout. */
    private static void bind(EventStream stream, HttpSession session) {
        if (session != null) {
            var name = EventStream.class.getName() + "." + UUID.randomUUID();
            stream.whenOver(() -> unbind(session, name));
            session.setAttribute(name, stream);
        }
    }

    private static void unbind(HttpSession session, String name) {
        try {
            session.removeAttribute(name);
        } catch (IllegalStateException over) {
            // The session has ended, and its attributes with it.
        }
    }
}
