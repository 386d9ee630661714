package dev.firebreak.auditor;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.auditor}.
 *
 * @param enabled whether this node does rounds; tests that do them one by one switch it off
 * @param every the time between two rounds, over all nodes
 * @param heartbeat the address that is called after each round in which everything holds, or null: a dead-man check
 *     outside pages people when the calls end
 */
@ConfigurationProperties("firebreak.auditor")
record AuditorSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("30s") Duration every,
        URI heartbeat) {}
