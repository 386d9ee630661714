package dev.firebreak.access.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.MovableClock;
import dev.firebreak.access.InMemoryAccounts;
import dev.firebreak.access.Role;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

class LoginThrottleTests {

    private final MovableClock clock = new MovableClock();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final PasswordLogin login = new PasswordLogin(accounts, new LoginThrottle(clock));

    @BeforeEach
    void createAccount() {
        accounts.createIfMissing("rex", "Rex", "rex@example.org", "right", Set.of(Role.RESPONDER));
    }

    @Test
    void theRightPasswordLetsIn() {
        assertThat(logIn("rex", "right").getName()).isEqualTo("rex");
    }

    @Test
    @Tag("H17")
    void afterThreeFailuresEvenTheRightPasswordHasToWait() {
        failTimes(3);
        assertThatThrownBy(() -> logIn("rex", "right")).isInstanceOf(BadCredentialsException.class);

        clock.passes(Duration.ofSeconds(2));

        assertThat(logIn("rex", "right").isAuthenticated()).isTrue();
    }

    @Test
    @Tag("H17")
    void eachFurtherFailureDoublesTheWaitUpToAMinute() {
        assertThat(LoginThrottle.pause(4)).isEqualTo(Duration.ofSeconds(2));
        assertThat(LoginThrottle.pause(1_000)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    @Tag("H17")
    void unknownWrongAndWaitingSoundTheSame() {
        var unknown = messageOf("nobody", "x");
        var wrong = messageOf("rex", "x");
        failTimes(3);

        assertThat(messageOf("rex", "right")).isEqualTo(wrong).isEqualTo(unknown);
    }

    private void failTimes(int times) {
        for (var i = 0; i < times; i++) {
            messageOf("rex", "wrong");
        }
    }

    private String messageOf(String id, String password) {
        try {
            logIn(id, password);
            return "logged in";
        } catch (BadCredentialsException rejected) {
            return rejected.getMessage();
        }
    }

    private Authentication logIn(String id, String password) {
        return login.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(id, password));
    }
}
