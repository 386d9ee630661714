package dev.firebreak.oncall.schedule;

import dev.firebreak.comms.delivery.RefusedAddresses;
import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface: who is on call, now or at a given time. */
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
        return new Answer(when, onCall.shifts(when).stream().map(this::view).toList());
    }

    private OnCallShift view(Shift shift) {
        var person = shift.person();
        return new OnCallShift(
                shift.rota(),
                person.id(),
                person.name(),
                shift.from(),
                shift.until(),
                refused.why(person.mail()).orElse(null));
    }

    /** Requires an offset, because a local time is ambiguous when the clocks change. */
    private static Instant parsed(String at) {
        try {
            return OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeParseException bad) {
            throw new FieldInvalid("at", "must be a time with an offset, such as 2026-11-22T07:16:30Z");
        }
    }

    record Answer(Instant at, List<OnCallShift> rotas) {}

    /** @param mailRefused why the mail server last refused this person's address permanently, or null */
    record OnCallShift(String rota, String person, String name, Instant from, Instant until, String mailRefused) {}
}
