package dev.firebreak.oncall.reminder;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.on-call}.
 *
 * @param remindBefore how long before a shift its person is reminded; 0 reminds nobody
 */
@ConfigurationProperties("firebreak.on-call")
record ReminderSettings(@DefaultValue("24h") Duration remindBefore) {

    private static final Duration LONGEST = Duration.ofDays(7);

    ReminderSettings {
        if (remindBefore.isNegative() || remindBefore.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("firebreak.on-call.remind-before must be between 0s and 7d");
        }
    }
}
