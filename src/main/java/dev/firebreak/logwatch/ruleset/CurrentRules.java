package dev.firebreak.logwatch.ruleset;

import dev.firebreak.engine.StartupRefused;
import dev.firebreak.logwatch.LogWatchSettings;
import dev.firebreak.logwatch.rule.RuleInvalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The rules in force. A file of the operator's folder replaces the one of the same name that Firebreak brings. A change
 * in the folder takes effect as a whole, or not at all with an error; an error at the start stops the start.
 */
@Component
public class CurrentRules {

    private static final String END = ".yaml";
    private static final String SHIPPED = "log-rules/";
    private static final Logger LOG = LoggerFactory.getLogger(CurrentRules.class);

    private final Path folder;
    private final Map<String, String> shipped;
    private volatile RuleSets sets;
    private volatile String error;
    private Map<String, String> inForce;
    private Map<String, String> seen;

    CurrentRules(LogWatchSettings settings) {
        folder = settings.rules();
        shipped = shipped();
        try {
            inForce = texts();
            sets = sets(inForce);
        } catch (RuleInvalid e) {
            throw new StartupRefused(e.getMessage());
        }
    }

    public RuleSets get() {
        return sets;
    }

    /** Why the last change of the folder has no effect; empty if it has. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /**
     * Looks at the folder once. A change counts when two looks see the same, because a file may be half written; a folder
     * that is gone or empty and had rules is no change, because the alerts of these rules would end.
     */
    public synchronized void reload() {
        try {
            var before = seen;
            seen = null;
            var texts = texts();
            if (texts.isEmpty() && !inForce.isEmpty()) {
                throw new RuleInvalid(
                        folder.toString(), "is gone or empty, and it had rules; start again to go on without them");
            }
            seen = texts;
            if (texts.equals(inForce)) {
                error = null;
            } else if (texts.equals(before)) {
                sets = sets(texts);
                inForce = texts;
                error = null;
                LOG.info("Log rules read again: {}", sets.names());
            }
        } catch (RuleInvalid e) {
            if (!e.getMessage().equals(error)) {
                error = e.getMessage();
                LOG.warn("The log rules stay as they were: {}", error);
            }
        }
    }

    private RuleSets sets(Map<String, String> own) {
        var texts = new TreeMap<>(shipped);
        var files = new TreeMap<String, String>();
        shipped.keySet().forEach(set -> files.put(set, SHIPPED + set + END));
        own.forEach((set, text) -> {
            texts.put(set, text);
            files.put(set, folder.resolve(set + END).toString());
        });
        return RuleSets.of(texts, files);
    }

    private Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        if (folder == null || !Files.isDirectory(folder)) {
            return texts;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(END)) {
                    texts.put(name.substring(0, name.length() - END.length()), text(file));
                }
            }
            return texts;
        } catch (IOException | UncheckedIOException e) {
            throw new RuleInvalid(folder.toString(), "can't be read: " + e.getMessage());
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RuleInvalid(file.toString(), "can't be read: " + e.getMessage());
        }
    }

    private static Map<String, String> shipped() {
        try {
            var texts = new TreeMap<String, String>();
            var resolver = new PathMatchingResourcePatternResolver(CurrentRules.class.getClassLoader());
            for (var resource : resolver.getResources("classpath*:" + SHIPPED + "*" + END)) {
                var name = resource.getFilename();
                texts.put(
                        name.substring(0, name.length() - END.length()),
                        resource.getContentAsString(StandardCharsets.UTF_8));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("Firebreak's own log rules can't be read", e);
        }
    }
}
