package dev.firebreak.board.change;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.change.ServiceChanges;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
import org.springframework.web.util.UriComponentsBuilder;

/** The page of changes of services, for all; responders and commanders write one down that no program reported. */
@RestController
class ChangesPageController {

    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final Set<Role> WRITERS = Set.of(Role.RESPONDER, Role.COMMANDER);

    private final ServiceChanges changes;
    private final CurrentCatalog catalog;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    ChangesPageController(
            ServiceChanges changes, CurrentCatalog catalog, DisplayNames names, Pages pages, Clock clock) {
        this.changes = changes;
        this.catalog = catalog;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/changes", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> changes(
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String before,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var model = new HashMap<String, Object>();
        model.put("typed", ChangeForm.EMPTY);
        model.put("refusal", null);
        return page(HttpStatus.OK, model, service, text, before, caller, csrf);
    }

    /** Shows what was typed again if it is refused. */
    @PostMapping(path = "/changes", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> write(
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "") String link,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var form = new ChangeForm(service, what, when, link);
        try {
            changes.keep(form.toReport(caller.getName()), caller.getName());
        } catch (ErrorResponseException refused) {
            var model = new HashMap<String, Object>();
            model.put("typed", form);
            model.put("refusal", refused.getBody().getDetail());
            return page(refused.getStatusCode(), model, "", "", "", caller, csrf);
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/changes"))
                .build();
    }

    private ResponseEntity<String> page(
            HttpStatusCode status,
            Map<String, Object> model,
            String service,
            String text,
            String before,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var now = clock.instant();
        var found = changes.list(service, text, moment(before, now.plus(CLOCKS_DIFFER)));
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("mayWrite", caller.person().roles().stream().anyMatch(WRITERS::contains));
        model.put(
                "services",
                catalog.current().services().keySet().stream().sorted().toList());
        model.put("service", service);
        model.put("text", text);
        model.put(
                "changes",
                found.stream().map(change -> ChangeRow.of(change, names, now)).toList());
        model.put(
                "older",
                found.size() < ServiceChanges.LISTED
                        ? null
                        : UriComponentsBuilder.fromPath("/changes")
                                .queryParam("service", "{service}")
                                .queryParam("text", "{text}")
                                .queryParam(
                                        "before", found.get(found.size() - 1).when())
                                .encode()
                                .buildAndExpand(service, text)
                                .toUriString());
        return ResponseEntity.status(status).body(pages.render("changes", model));
    }

    private static Instant moment(String text, Instant otherwise) {
        try {
            return text.isBlank() ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            return otherwise;
        }
    }
}
