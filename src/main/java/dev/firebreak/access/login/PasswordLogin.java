package dev.firebreak.access.login;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.PersonAuthentication;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Authenticates people by name and password, for the login page and for basic auth. */
@Component
class PasswordLogin implements AuthenticationProvider {

    private final Accounts accounts;
    private final LoginThrottle throttle;

    PasswordLogin(Accounts accounts, LoginThrottle throttle) {
        this.accounts = accounts;
        this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        var id = login.getName();
        var password = String.valueOf(login.getCredentials());
        if (throttle.isLocked(id)) {
            throw badCredentials();
        }
        var person = authenticate(id, password);
        throttle.succeeded(id);
        return person;
    }

    private PersonAuthentication authenticate(String id, String password) {
        try {
            return accounts.authenticate(id, password)
                    .map(PersonAuthentication::new)
                    .orElseThrow(() -> {
                        throttle.failed(id);
                        return badCredentials();
                    });
        } catch (BadCredentialsException rejected) {
            throw rejected;
        } catch (RuntimeException broken) {
            throw new InternalAuthenticationServiceException("accounts can't be read", broken);
        }
    }

    /** The same answer for an unknown account, a wrong password and a locked account. */
    private static BadCredentialsException badCredentials() {
        return new BadCredentialsException("name or password is wrong");
    }

    @Override
    public boolean supports(Class<?> login) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(login);
    }
}
