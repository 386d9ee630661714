package dev.firebreak.status.subscriber;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.status.subscribers}.
 *
 * @param enabled whether the page offers mails
 * @param perMinute mails of one node in a minute, so that pages have the mail server for themselves
 * @param asksPerHour how many people may ask for mails in an hour, so that nobody floods others with our mails
 * @param most subscribers
 */
@ConfigurationProperties("firebreak.status.subscribers")
record SubscriberSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("120") int perMinute,
        @DefaultValue("100") int asksPerHour,
        @DefaultValue("10000") int most) {

    SubscriberSettings {
        positive("per-minute", perMinute);
        positive("asks-per-hour", asksPerHour);
        positive("most", most);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("firebreak.status.subscribers." + name + " must be at least 1");
        }
    }
}
