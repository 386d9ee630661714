package dev.firebreak.board.replay;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.alert.replay.Replay;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The payloads that the journal keeps, what the rules in force now would make of them, and their replay. */
@RestController
class ReplayPageController {

    private static final Duration DAY = Duration.ofDays(1);

    private final Replay replay;
    private final Pages pages;
    private final Clock clock;

    ReplayPageController(Replay replay, Pages pages, Clock clock) {
        this.replay = replay;
        this.pages = pages;
        this.clock = clock;
    }

    /** What the form asks for: a source, and a time in UTC as a browser sends it. Each may be blank. */
    record Search(String source, String from, String to) {

        Instant begin(Instant end) {
            return from.isBlank() ? end.minus(DAY) : time("from", from);
        }

        Instant end(Instant now) {
            return to.isBlank() ? now : time("to", to);
        }

        private static Instant time(String field, String text) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw new FieldInvalid(field, "must be a time such as 2026-11-29T02:00");
            }
        }
    }

    @GetMapping(path = "/payloads", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> payloads(
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            PersonAuthentication caller,
            CsrfToken csrf) {
        return page(new Search(source, from, to), List.of(), caller, csrf, Map.of());
    }

    @PostMapping(path = "/payloads/dry-run", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> dryRun(
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") List<UUID> id,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var search = new Search(source, from, to);
        try {
            var results = replay.dryRun(id, caller.getName()).stream()
                    .map(payload -> PayloadRow.Result.of(payload, clock.instant()))
                    .toList();
            return page(search, id, caller, csrf, Map.of("results", results, "hasResults", true));
        } catch (ErrorResponseException refused) {
            return refused(search, id, caller, csrf, refused);
        }
    }

    @PostMapping(path = "/payloads/replay", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> replay(
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") List<UUID> id,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var search = new Search(source, from, to);
        try {
            var count = replay.forReal(id, caller.getName());
            var said = (count == 1 ? "1 payload is applied again." : count + " payloads are applied again.")
                    + (count < id.size()
                            ? " The others wait already, or their incident has a button to try again."
                            : "");
            return page(search, List.of(), caller, csrf, Map.of("said", said));
        } catch (ErrorResponseException refused) {
            return refused(search, id, caller, csrf, refused);
        }
    }

    private ResponseEntity<String> refused(
            Search search,
            List<UUID> chosen,
            PersonAuthentication caller,
            CsrfToken csrf,
            ErrorResponseException refused) {
        return page(
                search,
                chosen,
                caller,
                csrf,
                Map.of("refusal", inWords(String.valueOf(refused.getBody().getDetail()))));
    }

    /** The page has no field {@code ids}: its payloads have boxes to tick. */
    private static String inWords(String detail) {
        return detail.replaceFirst("^ids: name at least", "Choose at least")
                        .replaceFirst("^ids: no payload", "No payload")
                        .replaceFirst("^ids: ", "These payloads ")
                + ".";
    }

    private ResponseEntity<String> page(
            Search search, List<UUID> chosen, PersonAuthentication caller, CsrfToken csrf, Map<String, Object> more) {
        var now = clock.instant();
        var ticked = new HashSet<>(chosen);
        var model = new HashMap<String, Object>();
        model.put("refusal", null);
        model.put("said", null);
        model.put("hasResults", false);
        model.put("results", List.of());
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("search", search);
        HttpStatusCode status = more.containsKey("refusal") ? HttpStatus.BAD_REQUEST : HttpStatus.OK;
        try {
            var end = search.end(now);
            model.put(
                    "rows",
                    replay.find(search.source(), search.begin(end), end.plus(1, ChronoUnit.MICROS)).stream()
                            .map(one -> PayloadRow.of(one, ticked, now))
                            .toList());
        } catch (FieldInvalid wrong) {
            status = HttpStatus.BAD_REQUEST;
            model.put("refusal", wrong.getBody().getDetail());
            model.put("rows", List.of());
        }
        model.put(
                "sources",
                replay.sources().stream()
                        .map(name -> Map.of("name", name, "isChosen", name.equals(search.source())))
                        .toList());
        model.putAll(more);
        return ResponseEntity.status(status).body(pages.render("payloads", model));
    }
}
