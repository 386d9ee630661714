package dev.firebreak.logwatch.rule;

import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** How many within what time, as {@code 10 in 5m}. */
public record Rate(int count, Duration within) {

    /** More would make what is stored for each log large. */
    private static final int MOST = 100_000;

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern FORM = Pattern.compile("(\\d{1,6}) in (\\d{1,5})(s|m|h)");

    /** Empty if the text is no rate, its count is 0 or above 100,000, or its time is 0 or longer than a day. */
    public static Optional<Rate> of(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        var rate = new Rate(Integer.parseInt(form.group(1)), duration(form.group(2), form.group(3)));
        return rate.count > 0 && rate.count <= MOST && !rate.within.isZero() && rate.within.compareTo(LONGEST) <= 0
                ? Optional.of(rate)
                : Optional.empty();
    }

    private static Duration duration(String number, String unit) {
        var count = Long.parseLong(number);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    /** A duration such as {@code 30m}; empty if the text is none. */
    public static Optional<Duration> duration(String text) {
        return of("1 in " + text.strip()).map(Rate::within);
    }

    @Override
    public String toString() {
        return count + " within " + TimeText.of(within);
    }
}
