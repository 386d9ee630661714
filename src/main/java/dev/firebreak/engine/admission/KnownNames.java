package dev.firebreak.engine.admission;

import java.util.Set;
import java.util.function.Predicate;

/**
 * The delegate beans and topics that a model may name.
 *
 * @param delegate whether there is such a delegate bean
 * @param topic whether a handler exists for external tasks with this topic
 */
public record KnownNames(Predicate<String> delegate, Predicate<String> topic) {

    public static KnownNames of(Set<String> delegates, Set<String> topics) {
        return new KnownNames(delegates::contains, topics::contains);
    }

    /**
     * Accepts every name. For models already in the engine: a removed delegate must not make their history unreadable.
     */
    public static KnownNames any() {
        return new KnownNames(name -> true, name -> true);
    }
}
