package dev.firebreak.comms.personal;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.ContactMethods;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.NotificationRule;
import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface: how the caller is paged. */
@RestController
@RequestMapping("/api/me/notification-rules")
class MethodsController {

    private final PersonalMethods personal;
    private final CurrentCatalog catalog;

    MethodsController(PersonalMethods personal, CurrentCatalog catalog) {
        this.personal = personal;
        this.catalog = catalog;
    }

    /** With what the catalogue says where the person said nothing. */
    record View(
            String mail,
            String ntfy,
            String phone,
            String webhook,
            List<String> rules,
            String quietFrom,
            String quietUntil,
            String quietZone) {

        static View of(Contact person) {
            var methods = person.methods();
            var quiet = methods.quiet();
            return new View(
                    person.mail(),
                    methods.ntfy(),
                    methods.phone(),
                    methods.webhook(),
                    methods.rules().stream().map(NotificationRule::toString).toList(),
                    quiet == null ? null : quiet.from().toString(),
                    quiet == null ? null : quiet.until().toString(),
                    quiet == null ? null : quiet.zone().getId());
        }
    }

    @GetMapping
    View mine(Principal caller) {
        var person = catalog.current()
                .contact(caller.getName())
                .orElse(new Contact(caller.getName(), caller.getName(), null, null, ContactMethods.NONE));
        return View.of(personal.of(person));
    }

    @PutMapping
    View change(@RequestBody MethodsRequest request, Principal caller) {
        personal.change(caller.getName(), request);
        return mine(caller);
    }
}
