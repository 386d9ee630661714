package dev.firebreak.access.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * After three wrong passwords an account waits: one second, doubled at each further failure up to a minute
 * (guarantees.md H17). Whoever asks in that time hears the same answer as for a wrong password. In memory: the engine keeps
 * its own lock in the database.
 */
@Component
class LoginThrottle {

    private static final int FREE = 3;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;

    private record Failures(int times, Instant until) {}

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean mustWait(String account) {
        var known = failures.get(account);
        return known != null && known.until().isAfter(clock.instant());
    }

    synchronized void failed(String account) {
        var times = failures.containsKey(account) ? failures.get(account).times() + 1 : 1;
        failures.put(account, new Failures(times, clock.instant().plus(pause(times))));
        if (failures.size() > REMEMBERED) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String account) {
        failures.remove(account);
    }

    static Duration pause(int times) {
        if (times < FREE) {
            return Duration.ZERO;
        }
        var doubled = Duration.ofSeconds(1L << Math.min(times - FREE, 10));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
