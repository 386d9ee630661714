package dev.firebreak.catalog;

import org.springframework.core.env.Environment;

/** Creates {@link Secrets} from an environment, for tests outside this package. */
public final class InMemorySecrets {

    private InMemorySecrets() {}

    public static Secrets of(Environment environment) {
        return new Secrets(environment, "");
    }
}
