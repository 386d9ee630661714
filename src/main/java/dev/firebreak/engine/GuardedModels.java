package dev.firebreak.engine;

import java.util.Set;

/**
 * The models that decide who may do what, whom a page reaches, and how bad something is. A new version of them comes
 * into force when a second person releases it (guarantees.md "Models").
 */
public final class GuardedModels {

    private static final Set<String> KEYS = Set.of(
            "authorize-step",
            "run-step",
            "approve-step",
            "settle-outcome",
            "page-on-call",
            "incident-lifecycle",
            "assess-severity",
            "assess-severity-mosaic",
            "assess-severity-gitops",
            "set-response-targets");

    private GuardedModels() {}

    /** Whether a process, decision or form with this key is guarded. */
    public static boolean isGuarded(String key) {
        return KEYS.contains(key);
    }

    public static Set<String> keys() {
        return KEYS;
    }
}
