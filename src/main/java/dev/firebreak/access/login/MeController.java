package dev.firebreak.access.login;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import java.util.Set;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Returns the person who is logged in, for scripts and for the login page. */
@RestController
class MeController {

    record Me(String id, String name, Set<Role> roles) {}

    @GetMapping("/api/me")
    Me me(@CurrentSecurityContext(expression = "authentication") PersonAuthentication caller) {
        var person = caller.person();
        return new Me(person.id(), person.name(), person.roles());
    }
}
