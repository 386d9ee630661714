package dev.firebreak.alert;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much the front door takes.
 *
 * @param maxBody one delivery; more is answered 413
 * @param deadline from the head of a request to its answer, however it trickles in
 * @param maxWaiting deliveries that wait for the writer; more are answered 503
 * @param maxInFlight bytes of all deliveries in memory; more are answered 503
 * @param repeatInterval the sender's {@code repeat_interval}: silence of twice as long makes a firing alert stale
 * @param keepBodies how long the journal keeps what was sent
 * @param sweep whether what was left lying is looked for in the background
 */
@ConfigurationProperties("firebreak.alert")
public record IntakeSettings(
        @DefaultValue("32MB") DataSize maxBody,
        @DefaultValue("15s") Duration deadline,
        @DefaultValue("1000") int maxWaiting,
        @DefaultValue("256MB") DataSize maxInFlight,
        @DefaultValue("4h") Duration repeatInterval,
        @DefaultValue("30d") Duration keepBodies,
        @DefaultValue("true") boolean sweep) {}
