package dev.firebreak.access;

import java.util.Locale;
import java.util.Optional;

/** The roles of people (guarantees.md "Roles"). Each role is a group of the engine's identity service. */
public enum Role {
    OBSERVER,
    RESPONDER,
    COMMANDER,
    MODELER,
    ADMIN;

    /**
     * The engine group: the name in lower case, but {@code camunda-admin} for administrators, because the Admin app
     * needs it.
     */
    public String group() {
        return this == ADMIN ? "camunda-admin" : name().toLowerCase(Locale.ROOT);
    }

    /** The word for people: {@code administrator} rather than the engine's group. */
    public String word() {
        return this == ADMIN ? "administrator" : group();
    }

    /** The Spring Security authority. */
    public String authority() {
        return "ROLE_" + name();
    }

    /** The role of an engine group, if the group is one of ours. */
    public static Optional<Role> ofGroup(String group) {
        for (var role : values()) {
            if (role.group().equals(group)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
