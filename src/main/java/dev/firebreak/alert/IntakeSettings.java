package dev.firebreak.alert;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of alert intake.
 *
 * @param maxBody of one payload; a larger one is answered 413
 * @param deadline from the head of a request to its answer, however slowly it arrives
 * @param maxWaiting payloads that wait for the writer; further ones are answered 503
 * @param maxInFlight bytes of all payloads in memory; further ones are answered 503
 * @param repeatInterval the sender's {@code repeat_interval}: a firing alert that is silent for twice as long is stale
 * @param keepBodies how long the journal keeps payloads
 * @param sweep whether a background thread applies payloads that were left over
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
