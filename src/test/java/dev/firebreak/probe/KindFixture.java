package dev.firebreak.probe;

import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.text.yaml.YamlErrors;
import dev.firebreak.text.yaml.YamlFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.springframework.mock.env.MockEnvironment;

/** Declares a probe of one kind and looks once. */
public final class KindFixture {

    private KindFixture() {}

    /** @param values by the name of the reference */
    public static Secrets secrets(Map<String, String> values) {
        var environment = new MockEnvironment();
        values.forEach((name, value) -> environment.setProperty(
                "FIREBREAK_SECRET_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value));
        return InMemorySecrets.of(environment);
    }

    /** Throws {@link dev.firebreak.text.yaml.YamlInvalid}. */
    public static Check declared(ProbeKind kind, String yaml) {
        var errors = new YamlErrors("probe.yaml");
        var fields = YamlFile.top(errors, yaml.getBytes(StandardCharsets.UTF_8))
                .fields(kind.fields().toArray(String[]::new));
        var declared = kind.read(fields);
        errors.throwIfAny();
        return declared.check();
    }

    public static CheckResult looks(ProbeKind kind, String yaml) {
        return looks(kind, yaml, Duration.ofSeconds(5));
    }

    public static CheckResult looks(ProbeKind kind, String yaml, Duration limit) {
        try {
            return declared(kind, yaml).look(Deadline.in(limit));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
