package dev.firebreak.access;

import dev.firebreak.incident.Severity;
import java.util.Optional;

/** Which severity a word of an alert source names. */
@FunctionalInterface
public interface SeverityWords {

    /** The words that every source may use. */
    SeverityWords OF_THE_FIELD = (source, word) -> Severity.ofWord(word);

    /**
     * The severity, or empty if nobody knows the word.
     *
     * @param source the name of the source, which may have words of its own
     * @param word in any case
     */
    Optional<Severity> severity(String source, String word);
}
