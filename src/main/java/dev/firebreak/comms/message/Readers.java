package dev.firebreak.comms.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * For whom a message is written. Internal messages name people, findings and links; the executive summary is short;
 * customers never get a name, an action, a root cause or an internal link: their templates can't name them.
 */
public enum Readers {
    INTERNAL(""),
    EXECUTIVES("executives/"),
    CUSTOMERS("customers/");

    /** All that a template for customers may name. The update is the text that was approved for them. */
    private static final Set<String> FOR_CUSTOMERS = Set.of(
            "id",
            "service",
            "status",
            "started",
            "update",
            "duration",
            "resolvedAt",
            "nextUpdate",
            "statusPage",
            "support");

    private final String folder;

    Readers(String folder) {
        this.folder = folder;
    }

    /** The name of a template for these readers, such as {@code customers/update.txt}. */
    public String file(String template) {
        return folder + template + ".txt";
    }

    /** For whom the template of this name is. */
    public static Readers of(String name) {
        return name.startsWith(CUSTOMERS.folder)
                ? CUSTOMERS
                : name.startsWith(EXECUTIVES.folder) ? EXECUTIVES : INTERNAL;
    }

    /** Those of the facts that these readers may learn. */
    Map<String, Object> allowed(Map<String, Object> facts) {
        var allowed = new HashMap<>(facts);
        if (this == CUSTOMERS) {
            allowed.keySet().retainAll(FOR_CUSTOMERS);
            allowed.put("nextUpdate", "by " + facts.get("customersNextUpdate"));
        }
        return allowed;
    }
}
