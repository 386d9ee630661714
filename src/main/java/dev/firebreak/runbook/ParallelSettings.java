package dev.firebreak.runbook;

import dev.firebreak.engine.StartupRefused;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one step does at once.
 *
 * @param targets at so many targets a step looks at the same time
 */
@ConfigurationProperties("firebreak.parallel")
public record ParallelSettings(@DefaultValue("8") int targets) {

    private static final int MOST = 64;

    public ParallelSettings {
        if (targets < 1 || targets > MOST) {
            throw new StartupRefused("firebreak.parallel.targets is " + targets + ": set it to 1 to " + MOST + ".");
        }
    }
}
