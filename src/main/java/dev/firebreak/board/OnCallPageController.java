package dev.firebreak.board;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.comms.delivery.RefusedAddresses;
import dev.firebreak.oncall.schedule.OnCall;
import dev.firebreak.oncall.schedule.OnCallNow;
import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page that says who is on call, now or at a time, and whose shifts follow. */
@RestController
class OnCallPageController {

    private static final int SHIFTS = 5;

    private final OnCall onCall;
    private final RefusedAddresses refused;
    private final Pages pages;
    private final Clock clock;

    OnCallPageController(OnCall onCall, RefusedAddresses refused, Pages pages, Clock clock) {
        this.onCall = onCall;
        this.refused = refused;
        this.pages = pages;
        this.clock = clock;
    }

    /** A rota with its shifts, the one at the time first. */
    record RotaView(String name, List<ShiftView> shifts) {}

    /** @param trouble why the mail server last refused the person's address; null if it did not */
    record ShiftView(String person, Moment until, String trouble) {}

    /** @param at on the clock in UTC, as a browser sends it; now if empty */
    @GetMapping(path = "/on-call", produces = MediaType.TEXT_HTML_VALUE)
    String onCall(@RequestParam(defaultValue = "") String at, PersonAuthentication caller, CsrfToken token) {
        var now = clock.instant();
        var when = at.isEmpty() ? now : parsed(at);
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("now", Moment.of(now, now));
        model.put("at", at);
        model.put("isChosen", !at.isEmpty());
        model.put("when", Moment.of(when, now));
        model.put(
                "rotas",
                onCall.ahead(when, SHIFTS).stream()
                        .collect(Collectors.groupingBy(OnCallNow::rota, LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(rota -> new RotaView(
                                rota.getKey(),
                                rota.getValue().stream()
                                        .map(shift -> view(shift, now))
                                        .toList()))
                        .toList());
        return pages.render("on-call", model);
    }

    private ShiftView view(OnCallNow shift, Instant now) {
        return new ShiftView(
                shift.person().name(),
                Moment.of(shift.until(), now),
                refused.why(shift.person().mail()).orElse(null));
    }

    private static Instant parsed(String at) {
        try {
            return LocalDateTime.parse(at).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException bad) {
            throw new FieldInvalid("at", "must be a time such as 2026-11-22T07:16");
        }
    }
}
