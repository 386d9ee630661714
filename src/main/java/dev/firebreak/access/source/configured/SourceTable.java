package dev.firebreak.access.source.configured;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SecretReferences;
import dev.firebreak.access.source.SourceToken;
import dev.firebreak.incident.Severity;
import dev.firebreak.text.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The alert sources of one configuration; it validates all of them before any token is activated. */
final class SourceTable {

    private static final String DEFAULT = ConfiguredSources.DEFAULT;
    private static final String INGEST_TOKEN = "firebreak.ingest-token (FIREBREAK_INGEST_TOKEN)";
    private static final String SEVERITY = "high";

    /** The name is the user for basic auth. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

    private static final int SHORTEST = 16;
    private static final int LONGEST = 1000;

    private final AccessSettings settings;
    private final SecretReferences references;

    SourceTable(AccessSettings settings, SecretReferences references) {
        this.settings = settings;
        this.references = references;
    }

    AccessSettings settings() {
        return settings;
    }

    /** Whether the source {@code default} has a configured token, so that none is generated. */
    boolean hasDefaultToken() {
        return !settings.ingestToken().isEmpty()
                || settings.sources().containsKey(DEFAULT)
                        && !settings.sources().get(DEFAULT).tokens().isEmpty();
    }

    String defaultSeverity(String source) {
        return settings.sources().containsKey(source) ? severity(source) : SEVERITY;
    }

    /** The tokens of all sources. Throws {@link SourceInvalid} at the first invalid entry. */
    List<SourceToken> tokens() {
        var tokens = new ArrayList<SourceToken>();
        var seen = new HashMap<String, String>();
        for (var token : settings.ingestToken()) {
            tokens.add(token(INGEST_TOKEN, DEFAULT, ConfiguredToken.valueOf(token), defaultSeverity(DEFAULT), seen));
        }
        for (var name : settings.sources().keySet().stream().sorted().toList()) {
            tokens.addAll(tokens(name, seen));
        }
        return tokens;
    }

    private List<SourceToken> tokens(String name, Map<String, String> seen) {
        checkName(name);
        var severity = severity(name);
        checkSeverityWords(name);
        var configured = settings.sources().get(name).tokens();
        var key = key(name) + ".tokens";
        if (configured.isEmpty() && !name.equals(DEFAULT)) {
            throw new SourceInvalid(key, "the source has no token, so no sender could use it");
        }
        if (!configured.isEmpty()
                && name.equals(DEFAULT)
                && !settings.ingestToken().isEmpty()) {
            throw new SourceInvalid(key, INGEST_TOKEN + " also sets tokens of this source; keep only one of the two");
        }
        return IntStream.range(0, configured.size())
                .mapToObj(n -> token(key + "[" + n + "]", name, configured.get(n), severity, seen))
                .toList();
    }

    private SourceToken token(
            String key, String source, ConfiguredToken configured, String severity, Map<String, String> seen) {
        var value = value(key, configured);
        if (value.length() < SHORTEST || value.length() > LONGEST) {
            throw new SourceInvalid(key, "a token has " + SHORTEST + " to " + LONGEST + " characters");
        }
        var hash = Hash.sha256(value);
        var other = seen.putIfAbsent(hash, key);
        if (other != null) {
            throw new SourceInvalid(key, "is the same token as " + other);
        }
        return new SourceToken(source, hash, severity, configured.expires());
    }

    private String value(String key, ConfiguredToken configured) {
        try {
            return configured.token() == null
                    ? ""
                    : references.resolve(configured.token().strip());
        } catch (RuntimeException unknown) {
            throw new SourceInvalid(key, unknown.getMessage());
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new SourceInvalid(key(name), "a name consists of 1 to 60 letters, digits, '.', '_' and '-'");
        }
        if (AlertSource.isReserved(name)) {
            throw new SourceInvalid(key(name), "this name is reserved for alerts that Firebreak raises itself");
        }
    }

    /** A source's own table goes before the words of the field. */
    Optional<Severity> severity(String source, String word) {
        var own = settings.sources().get(source);
        return (own == null ? Stream.<Map.Entry<String, String>>of() : own.severityWords().entrySet().stream())
                .filter(entry -> entry.getKey().equalsIgnoreCase(word.strip()))
                .map(entry -> Severity.ofWord(entry.getValue()))
                .findFirst()
                .orElseGet(() -> Severity.ofWord(word));
    }

    private String severity(String name) {
        var word = settings.sources().get(name).defaultSeverity().strip().toLowerCase(Locale.ROOT);
        checkSeverityWord(key(name) + ".default-severity", word);
        return word;
    }

    private void checkSeverityWords(String name) {
        settings.sources()
                .get(name)
                .severityWords()
                .forEach((own, word) -> checkSeverityWord(key(name) + ".severity-words." + own, word));
    }

    private static void checkSeverityWord(String key, String word) {
        if (Severity.ofWord(word).isEmpty()) {
            throw new SourceInvalid(
                    key,
                    "'" + word + "' is not one of "
                            + Severity.allWords().stream().sorted().toList());
        }
    }

    private static String key(String name) {
        return "firebreak.sources." + name;
    }
}
