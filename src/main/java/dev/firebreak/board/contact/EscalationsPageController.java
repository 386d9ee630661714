package dev.firebreak.board.contact;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.ExternalContact;
import dev.firebreak.escalation.ExternalEscalation;
import dev.firebreak.escalation.ExternalEscalationService;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
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

/** The page on which an incident is escalated to parties outside: write, approve word for word, write down the reply. */
@RestController
class EscalationsPageController {

    private final ExternalEscalationService escalation;
    private final Incidents incidents;
    private final CurrentCatalog catalog;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    /** A party that can be chosen. */
    record PartyRow(
            String partyId, String name, String what, String reach, String hours, boolean isOpen, boolean isChosen) {}

    /** An escalation. */
    record EscalationRow(
            String escalationId,
            String to,
            String mail,
            String body,
            String sha256,
            String state,
            boolean isWaiting,
            String writtenBy,
            Moment written,
            String approvedBy,
            Moment approved,
            String why) {}

    EscalationsPageController(
            ExternalEscalationService escalation,
            Incidents incidents,
            CurrentCatalog catalog,
            DisplayNames names,
            Pages pages,
            Clock clock) {
        this.escalation = escalation;
        this.incidents = incidents;
        this.catalog = catalog;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/incidents/{id}/escalations", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show(@PathVariable IncidentId id, PersonAuthentication caller, CsrfToken csrf) {
        return page(HttpStatus.OK, id, Map.of("contact", "", "subject", "", "text", ""), null, caller, csrf);
    }

    @PostMapping(path = "/incidents/{id}/escalations", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> write(
            @PathVariable IncidentId id,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String text,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var typed = Map.of("contact", contact, "subject", subject, "text", text);
        return done(id, typed, caller, csrf, () -> escalation.write(id, contact, subject, text, caller.getName()));
    }

    @PostMapping(path = "/incidents/{id}/escalations/{escalation}/{action}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> act(
            @PathVariable IncidentId id,
            @PathVariable("escalation") UUID one,
            @PathVariable String action,
            @RequestParam(defaultValue = "") String sha256,
            @RequestParam(defaultValue = "") String text,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var by = caller.getName();
        var typed = Map.of("contact", "", "subject", "", "text", "");
        return switch (action) {
            case "approve" -> done(id, typed, caller, csrf, () -> escalation.approve(id, one, sha256, by));
            case "withdraw" -> done(id, typed, caller, csrf, () -> escalation.withdraw(id, one, by));
            case "reply" -> done(id, typed, caller, csrf, () -> escalation.reply(id, one, text, by));
            default -> ResponseEntity.notFound().build();
        };
    }

    /** Shows what was typed again if it is refused. */
    private ResponseEntity<String> done(
            IncidentId id, Map<String, String> typed, PersonAuthentication caller, CsrfToken csrf, Runnable command) {
        try {
            command.run();
        } catch (ErrorResponseException refused) {
            return page(refused.getStatusCode(), id, typed, refused.getBody().getDetail(), caller, csrf);
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/incidents/" + id + "/escalations"))
                .build();
    }

    private ResponseEntity<String> page(
            HttpStatusCode status,
            IncidentId id,
            Map<String, String> typed,
            String refusal,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var now = clock.instant();
        var incident = incidents.get(id);
        var roles = caller.person().roles();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("refusal", refusal);
        model.put("typed", typed);
        model.put("id", id.value());
        model.put("title", incident.title());
        model.put("mayDecide", roles.contains(Role.COMMANDER));
        model.put("mayNote", roles.contains(Role.COMMANDER) || roles.contains(Role.RESPONDER));
        model.put("isOpen", incident.isOpen());
        model.put(
                "parties",
                catalog.current().externals().values().stream()
                        .map(one -> party(one, typed.get("contact"), now))
                        .toList());
        model.put(
                "escalations",
                escalation.of(id).stream().map(one -> row(one, now)).toList());
        return ResponseEntity.status(status).body(pages.render("escalations", model));
    }

    private static PartyRow party(ExternalContact one, String chosen, Instant now) {
        var reach = one.mail() != null
                ? "by mail to " + one.mail()
                : "by phone or portal: " + (one.phone() == null ? one.url() : one.phone());
        return new PartyRow(
                one.id(),
                one.name(),
                one.kind().words() + (one.contract() == null ? "" : ", contract " + one.contract()),
                reach,
                one.hours().text(),
                one.hours().areOpen(now),
                one.id().equals(chosen));
    }

    private EscalationRow row(ExternalEscalation one, Instant now) {
        var words = switch (one.state()) {
            case WAITING -> "waits for an approval";
            case DUE -> "approved, on its way";
            case BY_HAND -> "approved: call and read it out";
            case SENT -> "sent";
            case FAILED -> "did not arrive";
            case WITHDRAWN -> "withdrawn";
        };
        return new EscalationRow(
                one.id().toString(),
                one.contactName(),
                one.mail(),
                one.body(),
                one.sha256(),
                words,
                one.state() == ExternalEscalation.State.WAITING,
                names.of(one.writtenBy()),
                Moment.of(one.writtenAt(), now),
                one.approvedBy() == null ? null : names.of(one.approvedBy()),
                Moment.of(one.approvedAt(), now),
                one.why());
    }
}
