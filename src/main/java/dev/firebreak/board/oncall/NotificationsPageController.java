package dev.firebreak.board.oncall;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.NotificationRule;
import dev.firebreak.comms.personal.MethodsRequest;
import dev.firebreak.comms.personal.PersonalMethods;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

/** The page on which a person says how they want to be paged. */
@RestController
class NotificationsPageController {

    private final PersonalMethods personal;
    private final CurrentCatalog catalog;
    private final Pages pages;

    NotificationsPageController(PersonalMethods personal, CurrentCatalog catalog, Pages pages) {
        this.personal = personal;
        this.catalog = catalog;
        this.pages = pages;
    }

    /** What the form shows. */
    record Typed(String ntfy, String phone, String rules, String quietFrom, String quietUntil, String quietZone) {}

    @GetMapping(path = "/notifications", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show(
            @RequestParam(required = false) String saved, PersonAuthentication caller, CsrfToken token) {
        return page(HttpStatus.OK, null, saved != null, typed(caller.getName()), caller, token);
    }

    /** Shows what was typed again if it is refused. */
    @PostMapping(path = "/notifications", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> save(
            @RequestParam(defaultValue = "") String ntfy,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String rules,
            @RequestParam(defaultValue = "") String quietFrom,
            @RequestParam(defaultValue = "") String quietUntil,
            @RequestParam(defaultValue = "") String quietZone,
            PersonAuthentication caller,
            CsrfToken token) {
        var lines =
                rules.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        try {
            personal.change(caller.getName(), new MethodsRequest(ntfy, phone, lines, quietFrom, quietUntil, quietZone));
        } catch (ErrorResponseException wrong) {
            var typed = new Typed(ntfy, phone, rules, quietFrom, quietUntil, quietZone);
            return page(wrong.getStatusCode(), wrong.getBody().getDetail(), false, typed, caller, token);
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/notifications?saved"))
                .build();
    }

    private Typed typed(String login) {
        var own = personal.own(login);
        var quiet = own.map(methods -> methods.quiet());
        return new Typed(
                own.map(methods -> methods.ntfy()).orElse(""),
                own.map(methods -> methods.phone()).orElse(""),
                lines(own.map(methods -> methods.rules()).orElse(List.of())),
                quiet.map(hours -> hours.from().toString()).orElse(""),
                quiet.map(hours -> hours.until().toString()).orElse(""),
                quiet.map(hours -> hours.zone().getId()).orElse(""));
    }

    private static String lines(List<NotificationRule> rules) {
        return rules.stream().map(NotificationRule::toString).collect(Collectors.joining("\n"));
    }

    private ResponseEntity<String> page(
            HttpStatusCode status,
            String refusal,
            boolean saved,
            Typed typed,
            PersonAuthentication caller,
            CsrfToken token) {
        var contact = catalog.current().contact(caller.getName()).filter(Contact::isPerson);
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("refusal", refusal);
        model.put("saved", saved);
        model.put("typed", typed);
        model.put("isContact", contact.isPresent());
        model.put("mail", contact.map(Contact::mail).orElse(null));
        model.put(
                "inForce",
                contact.map(personal::of)
                        .map(NotificationsPageController::inForce)
                        .orElse(Map.of()));
        return ResponseEntity.status(status).body(pages.render("notifications", model));
    }

    private static Map<String, String> inForce(Contact person) {
        var methods = person.methods();
        var all = new HashMap<String, String>();
        all.put("ntfy", methods.ntfy());
        all.put("phone", methods.phone());
        all.put("webhook", methods.webhook());
        all.put(
                "rules",
                methods.rules().isEmpty()
                        ? "the first channel that takes it"
                        : methods.rules().stream()
                                .map(NotificationRule::toString)
                                .collect(Collectors.joining(", ")));
        all.put(
                "quiet",
                methods.quiet() == null
                        ? null
                        : "%s to %s, %s"
                                .formatted(
                                        methods.quiet().from(),
                                        methods.quiet().until(),
                                        methods.quiet().zone()));
        return all;
    }
}
