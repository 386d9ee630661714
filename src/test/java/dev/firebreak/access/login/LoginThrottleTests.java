package dev.firebreak.access.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.MovableClock;
import dev.firebreak.access.AccessDatabase;
import dev.firebreak.access.InMemoryAccounts;
import dev.firebreak.access.PasswordGuessing;
import dev.firebreak.access.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

class LoginThrottleTests {

    private static final LoginOrigin OFFICE = new LoginOrigin("192.0.2.1", null);
    private static final LoginOrigin STRANGER = new LoginOrigin("203.0.113.9", null);

    private final MovableClock clock = new MovableClock();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final JdbcClient jdbc = AccessDatabase.fresh();
    private final List<Object> reported = new ArrayList<>();
    private PasswordLogin login = node();

    /** A node has its own memory; the database is shared. */
    private PasswordLogin node() {
        ApplicationEventPublisher events = reported::add;
        return new PasswordLogin(
                accounts, new LoginThrottle(clock), new KnownOrigins(jdbc, clock), new StrangerLimit(), events);
    }

    @BeforeEach
    void createAccount() {
        accounts.createIfMissing("rex", "Rex", "rex@example.org", "right", Set.of(Role.RESPONDER));
    }

    @Test
    void theRightPasswordLetsIn() {
        assertThat(logIn("rex", "right", OFFICE).getName()).isEqualTo("rex");
    }

    @Test
    @Tag("H17")
    void threeWrongPasswordsAreFree() {
        fail("rex", OFFICE, 2);

        assertThat(logIn("rex", "right", OFFICE).isAuthenticated()).isTrue();
    }

    @Test
    @Tag("H17")
    void afterThreeFailuresEvenTheRightPasswordHasToWait() {
        fail("rex", OFFICE, 3);
        assertThatThrownBy(() -> logIn("rex", "right", OFFICE))
                .isInstanceOfSatisfying(
                        LoginThrottled.class, wait -> assertThat(wait.seconds()).isEqualTo(1));

        clock.passes(Duration.ofSeconds(2));

        assertThat(logIn("rex", "right", OFFICE).isAuthenticated()).isTrue();
    }

    @Test
    @Tag("H17")
    void whileAStrangerGuessesTheOwnerGetsInFromWhereTheyLoggedInBefore() {
        logIn("rex", "right", OFFICE);
        var admitted = 0;

        for (var second = 0; second < 45; second++) {
            fail("rex", STRANGER, 60);
            fail("rex", new LoginOrigin("203.0.113." + second, null), 1);
            logIn("rex", "right", OFFICE);
            admitted++;
            clock.passes(Duration.ofSeconds(1));
        }

        assertThat(admitted).isEqualTo(45);
    }

    @Test
    @Tag("H17")
    void aKnownBrowserIsNotHeldUpByOthersAtItsAddress() {
        var browser = new LoginOrigin("192.0.2.1", "a".repeat(43));
        logIn("rex", "right", browser);

        fail("rex", OFFICE, 100);

        assertThat(logIn("rex", "right", browser).isAuthenticated()).isTrue();
    }

    @Test
    @Tag("H17")
    void allNodesKnowTheOriginAlsoAfterARestart() {
        logIn("rex", "right", OFFICE);
        login = node();

        fail("rex", STRANGER, 60);

        assertThat(logIn("rex", "right", OFFICE).isAuthenticated()).isTrue();
    }

    @Test
    @Tag("H17")
    void anOriginIsKnownToItsOwnAccountOnly() {
        accounts.createIfMissing("mallory", "Mallory", "m@example.org", "own", Set.of(Role.OBSERVER));
        logIn("mallory", "own", STRANGER);

        fail("rex", STRANGER, 3);

        assertThat(answer("rex", "right", STRANGER)).isEqualTo("wait");
    }

    @Test
    @Tag("H17")
    void manyAddressesDoNotMultiplyTheGuesses() {
        for (var address = 0; address < 10; address++) {
            fail("rex", new LoginOrigin("203.0.113." + address, null), 1);
        }

        assertThat(answer("rex", "right", new LoginOrigin("203.0.113.99", null)))
                .isEqualTo("wait");
    }

    @Test
    @Tag("H17")
    void oneAddressThatTriesManyAccountsHasToWait() {
        for (var name = 0; name < 20; name++) {
            fail("somebody" + name, STRANGER, 1);
        }

        assertThat(answer("rex", "right", STRANGER)).isEqualTo("wait");
    }

    @Test
    @Tag("H17")
    void aRightPasswordForOneAccountBuysNoGuessesAtAnother() {
        accounts.createIfMissing("mallory", "Mallory", "m@example.org", "own", Set.of(Role.OBSERVER));
        for (var name = 0; name < 19; name++) {
            fail("somebody" + name, STRANGER, 1);
        }

        logIn("mallory", "own", STRANGER);
        fail("rex", STRANGER, 1);

        assertThat(answer("rex", "right", STRANGER)).isEqualTo("wait");
    }

    @Test
    @Tag("H17")
    void tenThousandTriesInADayAreAboutFifteenHundredGuesses() {
        var checked = 0;
        for (var tries = 0; tries < 10_000; tries++) {
            checked += answer("rex", "wrong", STRANGER).equals("wrong") ? 1 : 0;
            clock.passes(Duration.ofMillis(8640));
        }

        assertThat(checked).isLessThan(1_500);
    }

    @Test
    @Tag("H17")
    void mistypingNowAndThenIsForgotten() {
        for (var times = 0; times < 50; times++) {
            fail("rex", OFFICE, 1);
            clock.passes(Duration.ofMinutes(4));
        }

        assertThat(logIn("rex", "right", OFFICE).isAuthenticated()).isTrue();
        assertThat(reported).isEmpty();
    }

    @Test
    @Tag("H17")
    void eachFurtherFailureDoublesTheWaitUpToAMinute() {
        assertThat(LoginThrottle.pause(4, 3)).isEqualTo(Duration.ofSeconds(2));
        assertThat(LoginThrottle.pause(1_000, 3)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    @Tag("H17")
    void anUnknownNameGetsTheAnswersOfAnAccount() {
        for (var times = 0; times < 5; times++) {
            assertThat(answer("nobody", "x", STRANGER)).isEqualTo(answer("rex", "x", STRANGER));
        }
        assertThat(answer("nobody", "x", STRANGER)).isEqualTo("wait");
    }

    @Test
    @Tag("H17")
    void guessingIsReportedWithTheAccountIfItExists() {
        for (var address = 0; address < 10; address++) {
            fail("rex", new LoginOrigin("203.0.113." + address, null), 1);
            fail("<b>any text</b>", new LoginOrigin("198.51.100." + address, null), 1);
        }

        assertThat(reported)
                .containsExactly(
                        new PasswordGuessing("rex", "203.0.113.9", 10),
                        new PasswordGuessing("several accounts", "198.51.100.9", 10));
    }

    @Test
    void originsAreForgottenAfterHalfAYear() {
        logIn("rex", "right", OFFICE);
        clock.passes(Duration.ofDays(181));
        login = node();
        logIn("rex", "right", STRANGER);

        assertThat(jdbc.sql("select origin from login_origin")
                        .query(String.class)
                        .list())
                .containsExactly("address 203.0.113.9");
    }

    private void fail(String id, LoginOrigin origin, int times) {
        for (var i = 0; i < times; i++) {
            assertThat(answer(id, "wrong", origin)).isIn("wrong", "wait");
        }
    }

    private String answer(String id, String password, LoginOrigin origin) {
        try {
            logIn(id, password, origin);
            return "logged in";
        } catch (BadCredentialsException wrong) {
            return "wrong";
        } catch (LoginThrottled throttled) {
            return "wait";
        } catch (AuthenticationException other) {
            return other.getMessage();
        }
    }

    private Authentication logIn(String id, String password, LoginOrigin origin) {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated(id, password);
        attempt.setDetails(origin);
        return login.authenticate(attempt);
    }
}
