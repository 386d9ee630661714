package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

class StillWelcomeTest {

    private final MovableClock clock = new MovableClock();
    private final PlayedAccounts accounts = new PlayedAccounts();
    private final MockHttpSession session = new MockHttpSession();
    private final Person rex = new Person("rex", "Rex", "rex@example.org", Set.of(Role.RESPONDER));

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void H22_whoWasRemovedIsOutAtTheNextRequest() throws ServletException, IOException {
        assertThat(afterRequest()).isNull();
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void H22_aChangedRoleCountsAtTheNextRequest() throws ServletException, IOException {
        accounts.createIfMissing("rex", "Rex", "rex@example.org", "x", Set.of(Role.OBSERVER));

        assertThat(afterRequest().getAuthorities()).singleElement().hasToString("ROLE_OBSERVER");
    }

    @Test
    void H22_noSessionOutlivesTwelveHours() throws ServletException, IOException {
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
        new StillWelcome(accounts, clock).doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
        return SecurityContextHolder.getContext().getAuthentication();
    }
}
