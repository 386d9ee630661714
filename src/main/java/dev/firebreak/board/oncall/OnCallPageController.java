package dev.firebreak.board.oncall;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.comms.delivery.RefusedAddresses;
import dev.firebreak.comms.message.Links;
import dev.firebreak.oncall.calendar.CalendarImport;
import dev.firebreak.oncall.calendar.CalendarTokens;
import dev.firebreak.oncall.override.Overrides;
import dev.firebreak.oncall.reminder.ShiftReminders;
import dev.firebreak.oncall.schedule.OnCall;
import dev.firebreak.oncall.schedule.OnCallNow;
import dev.firebreak.web.FieldInvalid;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page that says who is on call, now or at a time, whose shifts follow, and where people take over from others. */
@RestController
class OnCallPageController {

    private static final int SHIFTS = 5;
    private static final int WEEKS = 4;

    private final OnCall onCall;
    private final Overrides overrides;
    private final CalendarImport imports;
    private final CalendarTokens tokens;
    private final ShiftReminders reminders;
    private final RefusedAddresses refused;
    private final CurrentCatalog catalog;
    private final DisplayNames names;
    private final Links links;
    private final Pages pages;
    private final Clock clock;

    OnCallPageController(
            OnCall onCall,
            Overrides overrides,
            CalendarImport imports,
            CalendarTokens tokens,
            ShiftReminders reminders,
            RefusedAddresses refused,
            CurrentCatalog catalog,
            DisplayNames names,
            Links links,
            Pages pages,
            Clock clock) {
        this.onCall = onCall;
        this.overrides = overrides;
        this.imports = imports;
        this.tokens = tokens;
        this.reminders = reminders;
        this.refused = refused;
        this.catalog = catalog;
        this.names = names;
        this.links = links;
        this.pages = pages;
        this.clock = clock;
    }

    /** A rota with its shifts, the one at the time first. */
    record RotaView(String name, List<ShiftView> shifts) {}

    /** @param trouble why the mail server last refused the person's address; null if it did not */
    record ShiftView(String person, Moment until, String trouble) {}

    /** A person or rota that a form offers. */
    record Choice(String value, String label) {}

    /** @param at on the clock in UTC, as a browser sends it; now if empty */
    @GetMapping(path = "/on-call", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> onCall(
            @RequestParam(defaultValue = "") String at, PersonAuthentication caller, CsrfToken token) {
        return page(HttpStatus.OK, at, Map.of(), caller, token);
    }

    /** Shows what was typed again if it is refused. */
    @PostMapping(path = "/on-call/overrides", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> override(
            @RequestParam Map<String, String> fields, PersonAuthentication caller, CsrfToken token) {
        var form = new OverrideForm(fields);
        try {
            overrides.create(form.toRequest(zone(form.field("rota"))), caller.getName());
        } catch (ErrorResponseException wrong) {
            return refused(wrong, Map.of("typed" + form.field("kind"), fields), caller, token);
        }
        return toPage();
    }

    @PostMapping("/on-call/overrides/{id}/end")
    ResponseEntity<String> end(@PathVariable UUID id, PersonAuthentication caller) {
        overrides.end(id, caller.getName());
        return toPage();
    }

    @PostMapping(path = "/on-call/calendar", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> bring(
            @RequestParam(defaultValue = "") String rota,
            @RequestParam(defaultValue = "") String calendar,
            PersonAuthentication caller,
            CsrfToken token) {
        try {
            imports.into(rota, calendar, caller.getName());
        } catch (ErrorResponseException wrong) {
            return refused(wrong, Map.of("typedcalendar", Map.of("calendar", calendar)), caller, token);
        }
        return toPage();
    }

    @PostMapping("/on-call/ready")
    ResponseEntity<String> ready(PersonAuthentication caller) {
        reminders.confirm(caller.getName());
        return toPage();
    }

    /** The link shows once; only its hash is kept. */
    @PostMapping(path = "/on-call/feed", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> feed(PersonAuthentication caller, CsrfToken token) {
        var link = links.calendar(tokens.issue(caller.getName()));
        return page(HttpStatus.OK, "", Map.of("feed", link), caller, token);
    }

    private ResponseEntity<String> refused(
            ErrorResponseException wrong, Map<String, ?> typed, PersonAuthentication caller, CsrfToken token) {
        var more = new HashMap<String, Object>(typed);
        more.put("refusal", wrong.getBody().getDetail());
        return page(wrong.getStatusCode(), "", more, caller, token);
    }

    private static ResponseEntity<String> toPage() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/on-call"))
                .build();
    }

    private ResponseEntity<String> page(
            HttpStatusCode status, String at, Map<String, ?> more, PersonAuthentication caller, CsrfToken token) {
        var now = clock.instant();
        var when = at.isEmpty() ? now : parsed(at);
        var model = new HashMap<String, Object>();
        for (var form : List.of("override", "swap", "holiday", "temporary", "calendar")) {
            model.put("typed" + form, null);
        }
        model.put("refusal", null);
        model.put("feed", null);
        model.putAll(more);
        model.put("layout", PageLayout.of(caller, token));
        model.put("now", Moment.of(now, now));
        model.put("at", at);
        model.put("isChosen", !at.isEmpty());
        model.put("when", Moment.of(when, now));
        model.put("mayOverride", mayOverride(caller));
        model.put("rotas", rotas(when, now));
        addCalendar(model, when, now);
        model.put(
                "overrides",
                overrides.current().stream()
                        .map(one -> OverrideRow.of(one, names, now))
                        .toList());
        model.put("people", people());
        var reminded = reminders(now, caller);
        model.put("reminders", reminded);
        model.put("hasReminders", !reminded.isEmpty());
        return ResponseEntity.status(status).body(pages.render("on-call", model));
    }

    private List<RotaView> rotas(Instant when, Instant now) {
        return onCall.ahead(when, SHIFTS).stream()
                .collect(Collectors.groupingBy(OnCallNow::rota, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(rota -> new RotaView(
                        rota.getKey(),
                        rota.getValue().stream().map(shift -> view(shift, now)).toList()))
                .toList();
    }

    private void addCalendar(Map<String, Object> model, Instant when, Instant now) {
        var zones = new LinkedHashMap<String, ZoneId>();
        catalog.current().ladder().forEach(name -> zones.put(name, zone(name)));
        catalog.current().rotas().values().forEach(rota -> zones.putIfAbsent(rota.name(), rota.zone()));
        var home = catalog.current().calendar().zone();
        var monday = CalendarWeek.monday(when, home);
        var from = monday.minusDays(1).atStartOfDay(home).toInstant();
        var until = monday.plusWeeks(WEEKS).plusDays(1).atStartOfDay(home).toInstant();
        var today = now.atZone(home).toLocalDate();
        model.put("weeks", CalendarWeek.of(monday, WEEKS, zones, onCall.between(from, until), today));
        model.put(
                "columns",
                zones.entrySet().stream()
                        .map(rota -> new Choice(rota.getKey(), rota.getValue().getId()))
                        .toList());
    }

    /** @param isMine whether the viewer may say that they are ready */
    record ReminderView(String rota, String person, Moment from, String troubles, boolean isReady, boolean isMine) {}

    private List<ReminderView> reminders(Instant now, PersonAuthentication caller) {
        return reminders.ahead().stream()
                .map(one -> new ReminderView(
                        one.rota(),
                        names.of(one.person()),
                        Moment.of(one.startsAt(), now),
                        one.troubles() == null || one.troubles().isEmpty() ? null : one.troubles(),
                        one.readyAt() != null,
                        one.readyAt() == null && one.person().equals(caller.getName())))
                .toList();
    }

    private List<Choice> people() {
        return catalog.current().contacts().values().stream()
                .filter(Contact::isPerson)
                .map(person -> new Choice(person.id(), person.name()))
                .toList();
    }

    private ZoneId zone(String rota) {
        var known = catalog.current().rotas().get(rota);
        return known == null ? catalog.current().calendar().zone() : known.zone();
    }

    private ShiftView view(OnCallNow shift, Instant now) {
        return new ShiftView(
                shift.person().name(),
                Moment.of(shift.until(), now),
                refused.why(shift.person().mail()).orElse(null));
    }

    private static boolean mayOverride(PersonAuthentication caller) {
        var roles = caller.person().roles();
        return roles.contains(Role.RESPONDER) || roles.contains(Role.COMMANDER) || roles.contains(Role.ADMIN);
    }

    private static Instant parsed(String at) {
        try {
            return LocalDateTime.parse(at).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException bad) {
            throw new FieldInvalid("at", "must be a time such as 2026-11-22T07:16");
        }
    }
}
