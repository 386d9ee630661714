package dev.firebreak.access.login;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Too many wrong passwords: the password is not checked before the wait is over. */
public class LoginThrottled extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    LoginThrottled(Duration wait) {
        super("too many wrong passwords");
        this.wait = wait;
    }

    /** The rest of the wait, rounded up, at least one second. */
    public long seconds() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
