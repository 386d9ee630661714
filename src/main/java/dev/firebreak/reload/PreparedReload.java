package dev.firebreak.reload;

import java.util.List;

/**
 * A reload that only has to happen.
 *
 * @param changes what differs from what is in force, a line each, such as {@code rotas.primary changed}; no secrets
 * @param stored what it writes to the database, in the transaction of the audit row; may throw, then the old one stays
 * @param swap puts it into force; must not throw
 */
public record PreparedReload(List<String> changes, Runnable stored, Runnable swap) {

    public PreparedReload(List<String> changes, Runnable swap) {
        this(changes, () -> {}, swap);
    }
}
