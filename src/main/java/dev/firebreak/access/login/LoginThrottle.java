package dev.firebreak.access.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Throttles password guessing (guarantees.md H17). Wrong passwords count per account and origin; from the third on,
 * this pair waits for one second, doubled at each further failure up to a minute. Attempts from origins where the
 * account never logged in also count per account (from the tenth on) and per address (from the twentieth on), against
 * guessing from many addresses and at many accounts. An origin where the account logged in before has no part in those,
 * so no other can make its owner wait. Unknown names are counted like accounts, so that a wait tells nothing. State is
 * in memory of each node.
 */
@Component
public class LoginThrottle {

    /** A count falls by one in this time, so that people who mistype now and then never get near a limit. */
    private static final Duration FORGETS_ONE_IN = Duration.ofMinutes(3);

    private static final Duration MAX_WAIT = Duration.ofMinutes(1);
    private static final int MAX_LANES = 20_000;
    private static final int MAX_NAME = 100;

    /**
     * One count of wrong passwords.
     *
     * @param limit the failure at which the waits begin
     * @param report the failure that is reported; its double is, too
     */
    public record Lane(String key, int limit, int report) {}

    private record Failures(int times, Instant last, Instant until) {}

    private final Clock clock;
    private final Map<Lane, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** The counts that an attempt from an origin where the account logged in before has a part in. */
    static List<Lane> ofKnown(String account, String origin) {
        return List.of(new Lane(shortened(account) + " from " + origin, 3, 30));
    }

    /** The counts that an attempt from elsewhere has a part in: for the pair, for the account, and for the address. */
    static List<Lane> ofStranger(String account, LoginOrigin origin) {
        var from = "address " + origin.address();
        return List.of(
                new Lane(shortened(account) + " from " + from, 3, 30),
                new Lane(shortened(account) + " from elsewhere", 10, 10),
                new Lane("anybody from " + from, 20, 20));
    }

    /** The count of wrong personal tokens from an address. */
    public static List<Lane> ofTokens(String address) {
        return List.of(new Lane("tokens from " + shortened(address), 20, 20));
    }

    /** How long an attempt has to wait; zero if it need not. */
    public synchronized Duration waitOf(List<Lane> lanes) {
        var now = clock.instant();
        return lanes.stream()
                .filter(failures::containsKey)
                .map(lane -> Duration.between(now, failures.get(lane).until()))
                .filter(wait -> !wait.isNegative())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Counts a wrong password. Returns the count that is to be reported now, or 0. */
    public synchronized int failed(List<Lane> lanes) {
        return lanes.stream().mapToInt(this::failed).max().orElse(0);
    }

    private int failed(Lane lane) {
        var now = clock.instant();
        var times = Math.min(remembered(lane, now) + 1, 2 * lane.report() + 1);
        failures.put(lane, new Failures(times, now, now.plus(pause(times, lane.limit()))));
        if (failures.size() > MAX_LANES) {
            failures.remove(failures.keySet().iterator().next());
        }
        return times % lane.report() == 0 ? times : 0;
    }

    private int remembered(Lane lane, Instant now) {
        var known = failures.get(lane);
        if (known == null) {
            return 0;
        }
        var forgotten = Duration.between(known.last(), now).dividedBy(FORGETS_ONE_IN);
        return (int) Math.max(0, known.times() - forgotten);
    }

    /** A right password ends the count of this account and origin, and no other. */
    synchronized void succeeded(List<Lane> lanes) {
        failures.remove(lanes.get(0));
    }

    static Duration pause(int times, int limit) {
        if (times < limit) {
            return Duration.ZERO;
        }
        var doubled = Duration.ofSeconds(1L << Math.min(times - limit, 10));
        return doubled.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : doubled;
    }

    /** No account has a longer name; a longer one must not fill the memory. */
    private static String shortened(String account) {
        return account.length() > MAX_NAME ? account.substring(0, MAX_NAME) : account;
    }
}
