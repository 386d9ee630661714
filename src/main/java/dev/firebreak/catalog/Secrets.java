package dev.firebreak.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Resolves {@code secret://name} references: the environment variable {@code FIREBREAK_SECRET_NAME}, else the file
 * {@code name} in {@code firebreak.secrets-dir}. Reads the value at every use, so that a rotated file takes effect at
 * once.
 */
@Component
public class Secrets {

    private static final Pattern REFERENCE = Pattern.compile("secret://([a-z0-9][a-z0-9-]{0,100})");
    private static final int SHORTEST_MASKED = 4;
    private static final int LINE_MASKED = 12;

    private final Environment environment;
    private final Path directory;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Secrets(Environment environment, @Value("${firebreak.secrets-dir:}") String directory) {
        this.environment = environment;
        this.directory = directory.isBlank() ? null : Path.of(directory);
    }

    /** Whether the text has the form of a reference. */
    public static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /** Returns the secret. Throws {@link SecretMissing}, whose message never contains a value. */
    public String reveal(String reference) {
        var match = REFERENCE.matcher(reference);
        if (!match.matches()) {
            throw new SecretMissing("not a reference such as secret://mosaic-postgres");
        }
        var name = match.group(1);
        var variable = "FIREBREAK_SECRET_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        var value = environment.getProperty(variable);
        if (value == null) {
            value = fromFile(name, variable);
        }
        seen.add(value);
        if (value.indexOf('\n') >= 0) {
            // Of output that comes line by line, such as a private key, each line is masked.
            value.lines().filter(line -> line.length() >= LINE_MASKED).forEach(seen::add);
        }
        return value;
    }

    /** Replaces every secret that this node has revealed so far with {@code ***}, for step output and messages. */
    public String mask(String text) {
        var masked = text;
        for (var secret : seen.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            // Masking a secret of three letters would make most texts unreadable.
            masked = secret.length() < SHORTEST_MASKED ? masked : masked.replace(secret, "***");
        }
        return masked;
    }

    private String fromFile(String name, String variable) {
        if (directory == null || !Files.isRegularFile(directory.resolve(name))) {
            var file = directory == null
                    ? "a file " + name + " in the folder firebreak.secrets-dir"
                    : "the file " + directory.resolve(name);
            throw new SecretMissing("secret://" + name + " has no value: set " + variable + ", or write " + file);
        }
        try {
            return Files.readString(directory.resolve(name)).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException("secret://" + name + " can't be read", e);
        }
    }
}
