package dev.firebreak.access.login;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.stereotype.Component;

/**
 * Limits how many passwords from unknown origins are checked at once, because each check costs a slow hash: half of the
 * processors, and sixteen more attempts wait for at most five seconds. The rest hears that it should try again.
 */
@Component
class StrangerLimit {

    private static final int MAX_WAITING = 16;
    private static final int MAX_WAIT_SECONDS = 5;

    private final Semaphore free =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final Semaphore places = new Semaphore(MAX_WAITING);

    <T> T call(Supplier<T> check) {
        if (!places.tryAcquire()) {
            throw busy();
        }
        try {
            if (!free.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            places.release();
        }
        try {
            return check.get();
        } finally {
            free.release();
        }
    }

    private static AuthenticationServiceException busy() {
        // Not the "internal" one, which Spring Security logs with its stack trace: a stranger causes it.
        return new AuthenticationServiceException("too many logins are being checked");
    }
}
