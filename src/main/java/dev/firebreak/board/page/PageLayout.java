package dev.firebreak.board.page;

import dev.firebreak.access.Person;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What the frame of every page shows.
 *
 * @param person the person logged in, or null
 * @param csrf the token that the page's forms send
 */
public record PageLayout(Person person, String csrf) {

    public static PageLayout of(Authentication caller, CsrfToken token) {
        var person = caller instanceof PersonAuthentication known ? known.person() : null;
        return new PageLayout(person, token == null ? "" : token.getToken());
    }

    /** Whether the person sees the setup and the audit. */
    public boolean isOverseer() {
        return person != null
                && (person.roles().contains(Role.ADMIN) || person.roles().contains(Role.COMMANDER));
    }
}
