package dev.firebreak.board.contact;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.escalation.contact.ContactVerifications;
import dev.firebreak.escalation.contact.VerifiedContact;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page of contacts, for all; everybody but observers and modelers says that one is still right. */
@RestController
class ContactsPageController {

    /** One contact. */
    record ContactRow(
            String id, String name, String what, String details, Moment verified, String by, boolean isStale) {}

    private final ContactVerifications verifications;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    ContactsPageController(ContactVerifications verifications, DisplayNames names, Pages pages, Clock clock) {
        this.verifications = verifications;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/contacts", produces = MediaType.TEXT_HTML_VALUE)
    String contacts(PersonAuthentication caller, CsrfToken csrf) {
        var now = clock.instant();
        var roles = caller.person().roles();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, csrf));
        model.put(
                "mayVerify",
                roles.contains(Role.RESPONDER) || roles.contains(Role.COMMANDER) || roles.contains(Role.ADMIN));
        model.put(
                "contacts",
                verifications.all().stream().map(one -> row(one, now)).toList());
        return pages.render("contacts", model);
    }

    private ContactRow row(VerifiedContact one, Instant now) {
        return new ContactRow(
                one.id(),
                one.name(),
                one.what(),
                one.details(),
                Moment.of(one.verifiedAt(), now),
                one.verifiedBy().equals("catalogue") ? "the catalogue" : names.of(one.verifiedBy()),
                one.isStale());
    }

    @PostMapping("/contacts/{contact}/verified")
    ResponseEntity<Void> verified(@PathVariable String contact, PersonAuthentication caller) {
        verifications.verify(contact, caller.getName());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/contacts"))
                .build();
    }
}
