package dev.firebreak.escalation.contact;

import java.security.Principal;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface of contacts: when each was last found right, and that it is. */
@RestController
@RequestMapping("/api/contacts")
class ContactsController {

    private final ContactVerifications verifications;

    ContactsController(ContactVerifications verifications) {
        this.verifications = verifications;
    }

    @GetMapping
    List<VerifiedContact> list() {
        return verifications.all();
    }

    @PostMapping("/{contact}/verified")
    ResponseEntity<Void> verified(@PathVariable String contact, Principal by) {
        verifications.verify(contact, by.getName());
        return ResponseEntity.noContent().build();
    }
}
