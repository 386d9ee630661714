package dev.firebreak.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A role in one incident besides the commander's. One person may have several. */
public enum IncidentRole {
    TECHNICAL_LEAD("technical lead"),
    COMMUNICATIONS_LEAD("communications lead"),
    INFRASTRUCTURE_EXPERT("infrastructure expert"),
    APPLICATION_EXPERT("application expert"),
    DATABASE_EXPERT("database expert"),
    SECURITY_EXPERT("security expert"),
    VENDOR_EXPERT("vendor expert"),
    BUSINESS_EXPERT("business expert");

    private final String label;

    IncidentRole(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The word in requests, such as {@code technical-lead}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the person reports what they find, instead of leading. */
    public boolean isExpert() {
        return ordinal() > COMMUNICATIONS_LEAD.ordinal();
    }

    /** The roles of those who lead. */
    public static List<IncidentRole> leads() {
        return List.of(TECHNICAL_LEAD, COMMUNICATIONS_LEAD);
    }

    /** By its {@link #word}. */
    public static Optional<IncidentRole> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
