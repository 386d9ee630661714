package dev.firebreak.change;

import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
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
    private final Clock clock;

    ChangesController(ServiceChanges changes, Clock clock) {
        this.changes = changes;
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

    /** @param sender whose token {@link SenderCheck} has seen */
    @PostMapping
    ResponseEntity<ServiceChange> report(
            @RequestBody ChangeReport report, @RequestAttribute(SenderCheck.SENDER) String sender) {
        return ResponseEntity.status(HttpStatus.CREATED).body(changes.keep(report, sender));
    }
}
