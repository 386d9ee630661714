package dev.firebreak.engine.admission;

import java.util.Set;
import java.util.function.Predicate;

/**
 * The names that a model may use for Java.
 *
 * @param delegate whether there is such a delegate bean
 * @param topic whether somebody works on such external tasks
 */
public record KnownNames(Predicate<String> delegate, Predicate<String> topic) {

    public static KnownNames of(Set<String> delegates, Set<String> topics) {
        return new KnownNames(delegates::contains, topics::contains);
    }

    /** For models already in the engine: their delegates may be gone since, which must not make their history unreadable. */
    public static KnownNames any() {
        return new KnownNames(name -> true, name -> true);
    }
}
