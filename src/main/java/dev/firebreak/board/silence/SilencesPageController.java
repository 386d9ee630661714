package dev.firebreak.board.silence;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.alert.silence.SilenceRelease;
import dev.firebreak.alert.silence.SilencedAlerts;
import dev.firebreak.alert.silence.Silences;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.catalog.CurrentCatalog;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
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

/** The page of silences and maintenance windows, for all; commanders and administrators change them. */
@RestController
class SilencesPageController {

    /** Alerts that are listed. */
    private static final int LISTED = 200;

    private final Silences silences;
    private final SilencedAlerts held;
    private final SilenceRelease release;
    private final CurrentCatalog catalog;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    SilencesPageController(
            Silences silences,
            SilencedAlerts held,
            SilenceRelease release,
            CurrentCatalog catalog,
            DisplayNames names,
            Pages pages,
            Clock clock) {
        this.silences = silences;
        this.held = held;
        this.release = release;
        this.catalog = catalog;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    /** An incident's page leads here with its service and labels filled in. */
    @GetMapping(path = "/silences", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> silences(
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "") String alert,
            @RequestParam(defaultValue = "") String labels,
            @RequestParam(defaultValue = "") String reason,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var typed = new SilenceForm(service, alert, labels, reason, "", "", "", "", "", "", "");
        return page(HttpStatus.OK, Map.of("typed", typed), caller, csrf);
    }

    /** Shows what was typed again if it is refused. */
    @PostMapping(path = "/silences", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> create(
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "") String alert,
            @RequestParam(defaultValue = "") String labels,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "") String minutes,
            @RequestParam(defaultValue = "") String starts,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String repeats,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String publicText,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var form = new SilenceForm(
                service, alert, labels, reason, owner, minutes, starts, zone, repeats, until, publicText);
        try {
            silences.create(form.toRequest(clock.instant()), caller.getName());
        } catch (ErrorResponseException refused) {
            var typed = new HashMap<String, Object>();
            typed.put("refusal", refused.getBody().getDetail());
            typed.put("typed", form);
            return page(refused.getStatusCode(), typed, caller, csrf);
        }
        release.wake();
        return toPage();
    }

    @PostMapping("/silences/{id}/end")
    ResponseEntity<String> end(@PathVariable UUID id, PersonAuthentication caller) {
        silences.end(id, caller.getName());
        release.wake();
        return toPage();
    }

    private static ResponseEntity<String> toPage() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/silences"))
                .build();
    }

    private ResponseEntity<String> page(
            HttpStatusCode status, Map<String, Object> more, PersonAuthentication caller, CsrfToken csrf) {
        var now = clock.instant();
        var firing = held.firing(LISTED);
        var model = new HashMap<String, Object>();
        model.put("refusal", null);
        model.putAll(more);
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("maySilence", maySilence(caller));
        model.put(
                "services",
                catalog.current().services().keySet().stream().sorted().toList());
        model.put(
                "current",
                silences.current().stream()
                        .map(one -> SilenceRow.of(one, firing, names, now))
                        .toList());
        model.put(
                "over",
                silences.over().stream()
                        .map(one -> SilenceRow.of(one, firing, names, now))
                        .toList());
        return ResponseEntity.status(status).body(pages.render("silences", model));
    }

    private static boolean maySilence(PersonAuthentication caller) {
        var roles = caller.person().roles();
        return roles.contains(Role.COMMANDER) || roles.contains(Role.ADMIN);
    }
}
