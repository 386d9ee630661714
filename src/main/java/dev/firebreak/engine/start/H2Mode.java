package dev.firebreak.engine.start;

import java.util.Set;
import org.h2.engine.Mode;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Allows the type "blob" in H2's PostgreSQL mode: our migrations need that mode, and the engine's schema for H2 uses
 * that type.
 */
class H2Mode implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Mode.getInstance("PostgreSQL").disallowedTypes = Set.of();
    }
}
