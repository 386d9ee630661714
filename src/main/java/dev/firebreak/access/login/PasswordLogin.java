package dev.firebreak.access.login;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.PersonAuthentication;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Name and password against the accounts: the one way in, for the login page and for basic auth. */
@Component
class PasswordLogin implements AuthenticationProvider {

    private final Accounts accounts;
    private final LoginThrottle throttle;

    PasswordLogin(Accounts accounts, LoginThrottle throttle) {
        this.accounts = accounts;
        this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication claim) {
        var id = claim.getName();
        var password = String.valueOf(claim.getCredentials());
        if (throttle.mustWait(id)) {
            throw refused();
        }
        var person = ask(id, password);
        throttle.succeeded(id);
        return person;
    }

    private PersonAuthentication ask(String id, String password) {
        try {
            return accounts.authenticate(id, password)
                    .map(PersonAuthentication::new)
                    .orElseThrow(() -> {
                        throttle.failed(id);
                        return refused();
                    });
        } catch (BadCredentialsException wrong) {
            throw wrong;
        } catch (RuntimeException broken) {
            throw new InternalAuthenticationServiceException("accounts can't be read", broken);
        }
    }

    /** One answer for unknown, wrong and waiting. */
    private static BadCredentialsException refused() {
        return new BadCredentialsException("name or password is wrong");
    }

    @Override
    public boolean supports(Class<?> claim) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(claim);
    }
}
