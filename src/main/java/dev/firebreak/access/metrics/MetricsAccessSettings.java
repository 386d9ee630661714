package dev.firebreak.access.metrics;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may read {@code /actuator/prometheus}.
 *
 * @param token the tokens of 16 to 1,000 characters that are valid, or references such as {@code secret://prometheus};
 *     several during rotation; if empty, nobody can read the metrics
 */
@ConfigurationProperties("firebreak.metrics")
record MetricsAccessSettings(@DefaultValue List<String> token) {

    /** Without tokens, so that no log shows them. */
    @Override
    public String toString() {
        return "MetricsAccessSettings[" + token.size() + " tokens]";
    }
}
