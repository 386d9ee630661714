package dev.firebreak.oncall.calendar;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.oncall.schedule.OnCall;
import dev.firebreak.oncall.schedule.Shift;
import dev.firebreak.web.FieldInvalid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface: shifts of a time, as JSON and as a calendar; a calendar as overrides. */
@RestController
class CalendarController {

    private static final Duration BACK = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofDays(180);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final OnCall onCall;
    private final CalendarTokens tokens;
    private final CalendarImport imports;
    private final CurrentCatalog catalog;
    private final Clock clock;

    CalendarController(
            OnCall onCall, CalendarTokens tokens, CalendarImport imports, CurrentCatalog catalog, Clock clock) {
        this.onCall = onCall;
        this.tokens = tokens;
        this.imports = imports;
        this.catalog = catalog;
        this.clock = clock;
    }

    record ShiftView(String rota, String person, String name, Instant from, Instant until) {

        static ShiftView of(Shift shift) {
            var person = shift.person();
            return new ShiftView(shift.rota(), person.id(), person.name(), shift.from(), shift.until());
        }
    }

    /** The shifts that touch the time, of 28 days unless it is named. */
    @GetMapping("/api/on-call/shifts")
    List<ShiftView> shifts(
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String until,
            @RequestParam(required = false) String rota) {
        var begin = from == null ? clock.instant() : parsed("from", from);
        var end = until == null ? begin.plus(Duration.ofDays(28)) : parsed("until", until);
        if (!end.isAfter(begin) || end.isAfter(begin.plus(LONGEST))) {
            throw new FieldInvalid("until", "must be after from, by a year at most");
        }
        return of(rota, begin, end).stream().map(ShiftView::of).toList();
    }

    /** The token in the link is the credential, because calendars can't log in. */
    @GetMapping("/api/on-call.ics")
    ResponseEntity<String> feed(
            @RequestParam(defaultValue = "") String token, @RequestParam(required = false) String rota) {
        if (tokens.person(token).isEmpty()) {
            throw new ErrorResponseException(HttpStatus.FORBIDDEN);
        }
        var now = clock.instant();
        var title = rota == null ? "On call" : "On call: " + rota;
        var text = CalendarText.of(title, of(rota, now.minus(BACK), now.plus(AHEAD)), now);
        return ResponseEntity.ok()
                .header("Cache-Control", "private, max-age=300")
                .header("Referrer-Policy", "no-referrer")
                .contentType(MediaType.parseMediaType("text/calendar;charset=UTF-8"))
                .body(text);
    }

    /** Read as UTF-8, which is what RFC 5545 says without a charset. */
    @PostMapping("/api/on-call/calendar")
    Map<String, Integer> bring(@RequestParam String rota, InputStream calendar, Principal by) throws IOException {
        var text = new String(calendar.readNBytes(CalendarImport.LARGEST + 1), StandardCharsets.UTF_8);
        return Map.of("shifts", imports.into(rota, text, by.getName()));
    }

    private List<Shift> of(String rota, Instant from, Instant until) {
        if (rota != null && !catalog.current().rotas().containsKey(rota)) {
            throw new FieldInvalid("rota", "there is no rota " + rota);
        }
        return onCall.between(from, until).stream()
                .filter(shift -> rota == null || shift.rota().equals(rota))
                .toList();
    }

    private static Instant parsed(String field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException bad) {
            throw new FieldInvalid(field, "must be a time with an offset, such as 2026-11-22T07:16:30Z");
        }
    }
}
