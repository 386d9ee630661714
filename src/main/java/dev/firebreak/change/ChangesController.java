package dev.firebreak.change;

import dev.firebreak.web.FieldInvalid;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where programs report changes, with a token that permits nothing else, and where people's programs read them. */
@RestController
@RequestMapping("/api/changes")
class ChangesController {

    private static final int LONGEST = 200;
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final ServiceChanges changes;
    private final ChangeSenders senders;
    private final Clock clock;

    ChangesController(ServiceChanges changes, ChangeSenders senders, Clock clock) {
        this.changes = changes;
        this.senders = senders;
        this.clock = clock;
    }

    /** The newest first; the last one's {@code when} as {@code before} gives the next. */
    @GetMapping
    List<ServiceChange> list(
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) Instant before) {
        if (text.length() > LONGEST) {
            throw new FieldInvalid("text", "has at most " + LONGEST + " characters");
        }
        return changes.list(service, text, before == null ? clock.instant().plus(CLOCKS_DIFFER) : before);
    }

    @PostMapping
    ResponseEntity<?> report(
            @RequestBody ChangeReport report,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization) {
        var sender = senders.byBearer(authorization);
        return sender.isEmpty()
                ? refused()
                : ResponseEntity.status(HttpStatus.CREATED).body(changes.keep(report, sender.get()));
    }

    private static ResponseEntity<ProblemDetail> refused() {
        var problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNAUTHORIZED,
                "This endpoint needs the token of a sender of changes as a bearer token (firebreak.changes.senders).");
        problem.setInstance(URI.create("/api/changes"));
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Firebreak changes\"")
                .body(problem);
    }
}
