package dev.firebreak.access;

import java.util.Locale;
import java.util.Optional;

/** What a person may do (guarantees.md "Roles"). Each is an engine group of the same name in lower case. */
public enum Role {
    OBSERVER,
    RESPONDER,
    COMMANDER,
    MODELER,
    ADMIN;

    /** The engine's own name for administrators is kept, so that its Admin app knows them. */
    public String group() {
        return this == ADMIN ? "camunda-admin" : name().toLowerCase(Locale.ROOT);
    }

    /** As Spring Security names it. */
    public String authority() {
        return "ROLE_" + name();
    }

    public static Optional<Role> ofGroup(String group) {
        for (var role : values()) {
            if (role.group().equals(group)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
