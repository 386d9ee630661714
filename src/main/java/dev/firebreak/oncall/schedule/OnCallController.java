package dev.firebreak.oncall.schedule;

import dev.firebreak.comms.delivery.RefusedAddresses;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who is on call, now or at another time. */
@RestController
class OnCallController {

    private final OnCall onCall;
    private final RefusedAddresses refused;
    private final Clock clock;

    OnCallController(OnCall onCall, RefusedAddresses refused, Clock clock) {
        this.onCall = onCall;
        this.refused = refused;
        this.clock = clock;
    }

    @GetMapping("/api/on-call")
    Answer onCall(@RequestParam(required = false) String at) {
        var when = at == null ? clock.instant() : parsed(at);
        return new Answer(when, onCall.shifts(when).stream().map(this::turn).toList());
    }

    private Turn turn(Shift shift) {
        var person = shift.person();
        return new Turn(
                shift.rota(),
                person.id(),
                person.name(),
                shift.from(),
                shift.until(),
                refused.why(person.mail()).orElse(null));
    }

    /** With an offset: a time without one is two different times twice a year. */
    private static Instant parsed(String at) {
        try {
            return OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeParseException bad) {
            var error = new ErrorResponseException(HttpStatus.BAD_REQUEST);
            error.setTitle("Not a time");
            error.setDetail("at must be a time with an offset, such as 2026-11-22T07:16:30Z");
            throw error;
        }
    }

    record Answer(Instant at, List<Turn> rotas) {}

    /** @param mailRefused what the mail server said when it last refused this person's address for good, or null */
    record Turn(String rota, String person, String name, Instant from, Instant until, String mailRefused) {}
}
