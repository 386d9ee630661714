package dev.firebreak.access.login;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.PasswordGuessing;
import dev.firebreak.access.Person;
import dev.firebreak.access.PersonAuthentication;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** Authenticates people by name and password, for the login page and for basic auth. */
@Component
class PasswordLogin implements AuthenticationProvider {

    private final Accounts accounts;
    private final LoginThrottle throttle;
    private final KnownOrigins origins;
    private final StrangerLimit strangers;
    private final ApplicationEventPublisher events;

    PasswordLogin(
            Accounts accounts,
            LoginThrottle throttle,
            KnownOrigins origins,
            StrangerLimit strangers,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.throttle = throttle;
        this.origins = origins;
        this.strangers = strangers;
        this.events = events;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        try {
            var person = new PersonAuthentication(authenticated(login));
            person.setDetails(login.getDetails());
            return person;
        } catch (AuthenticationException rejected) {
            throw rejected;
        } catch (RuntimeException broken) {
            throw new InternalAuthenticationServiceException("accounts can't be read", broken);
        }
    }

    private Person authenticated(Authentication login) {
        var origin = LoginOrigin.of(login);
        var known = origins.find(login.getName(), origin);
        var lanes = known.map(key -> LoginThrottle.ofKnown(login.getName(), key))
                .orElseGet(() -> LoginThrottle.ofStranger(login.getName(), origin));
        requireNoWait(lanes);
        var person = known.isPresent() ? check(login, lanes) : strangers.call(() -> check(login, lanes));
        if (person.isEmpty()) {
            throw badCredentials();
        }
        throttle.succeeded(lanes);
        origins.remember(login.getName(), origin);
        return person.get();
    }

    /** Looks at the wait again: an attempt that waited for its turn may have been overtaken by failures. */
    private Optional<Person> check(Authentication login, List<LoginThrottle.Lane> lanes) {
        requireNoWait(lanes);
        var person = accounts.authenticate(login.getName(), String.valueOf(login.getCredentials()));
        if (person.isEmpty()) {
            var times = throttle.failed(lanes);
            if (times > 0) {
                report(login, times);
            }
        }
        return person;
    }

    private void requireNoWait(List<LoginThrottle.Lane> lanes) {
        var wait = throttle.waitOf(lanes);
        if (wait.compareTo(Duration.ZERO) > 0) {
            throw new LoginThrottled(wait);
        }
    }

    /** Names existing accounts only: other names are any text that a stranger chose. */
    private void report(Authentication login, int times) {
        var account = accounts.find(login.getName()).map(Person::id).orElse("several accounts");
        events.publishEvent(new PasswordGuessing(account, LoginOrigin.of(login).address(), times));
    }

    /** The same answer for an unknown account and a wrong password. */
    private static BadCredentialsException badCredentials() {
        return new BadCredentialsException("name or password is wrong");
    }

    @Override
    public boolean supports(Class<?> login) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(login);
    }
}
