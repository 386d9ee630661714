package dev.firebreak.access.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.MovableClock;
import dev.firebreak.access.InMemoryAccounts;
import dev.firebreak.access.Person;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

class SessionRevalidationTests {

    private final MovableClock clock = new MovableClock();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final MockHttpSession session = new MockHttpSession();
    private final Person rex = new Person("rex", "Rex", "rex@example.org", Set.of(Role.RESPONDER));

    @AfterEach
    void clearContext() {
        SecurityContextHolder.clearContext();
    }

    @Test
    @Tag("H22")
    void whoWasRemovedIsOutAtTheNextRequest() throws ServletException, IOException {
        assertThat(afterRequest()).isNull();
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    @Tag("H22")
    void aChangedRoleCountsAtTheNextRequest() throws ServletException, IOException {
        accounts.createIfMissing("rex", "Rex", "rex@example.org", "x", Set.of(Role.OBSERVER));

        assertThat(afterRequest().getAuthorities()).singleElement().hasToString("ROLE_OBSERVER");
    }

    @Test
    @Tag("H22")
    void noSessionOutlivesTwelveHours() throws ServletException, IOException {
        accounts.createIfMissing("rex", "Rex", "rex@example.org", "x", Set.of(Role.RESPONDER));
        clock.passes(Duration.between(clock.instant(), Instant.now()).plusHours(11));
        assertThat(afterRequest()).isNotNull();

        clock.passes(Duration.ofHours(2));

        assertThat(afterRequest()).isNull();
    }

    private Authentication afterRequest() throws ServletException, IOException {
        SecurityContextHolder.setContext(new SecurityContextImpl(new PersonAuthentication(rex)));
        var request = new MockHttpServletRequest();
        request.setSession(session);
        new SessionRevalidation(accounts, clock)
                .doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
        return SecurityContextHolder.getContext().getAuthentication();
    }
}
