package dev.firebreak.access.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Throttles password guessing: from the third wrong password on, the account is locked for one second, doubled at each
 * further failure up to a minute (guarantees.md H17). A login during the lock gets the same answer as a wrong password.
 * State is in memory; the engine keeps a lock of its own in the database.
 */
@Component
class LoginThrottle {

    private static final int FIRST_LOCK = 3;
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
    private static final int MAX_ACCOUNTS = 10_000;

    private record Failures(int times, Instant until) {}

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean isLocked(String account) {
        var known = failures.get(account);
        return known != null && known.until().isAfter(clock.instant());
    }

    synchronized void failed(String account) {
        var times = failures.containsKey(account) ? failures.get(account).times() + 1 : 1;
        failures.put(account, new Failures(times, clock.instant().plus(pause(times))));
        if (failures.size() > MAX_ACCOUNTS) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String account) {
        failures.remove(account);
    }

    static Duration pause(int times) {
        if (times < FIRST_LOCK) {
            return Duration.ZERO;
        }
        var doubled = Duration.ofSeconds(1L << Math.min(times - FIRST_LOCK, 10));
        return doubled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : doubled;
    }
}
