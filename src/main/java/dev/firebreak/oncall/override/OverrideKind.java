package dev.firebreak.oncall.override;

/** Why people override a rota. */
public enum OverrideKind {
    /** One person takes over for a time. */
    OVERRIDE("override"),
    /** Two people take a shift of each other. */
    SWAP("swap"),
    /** One person takes over every shift of another, in every rota. */
    HOLIDAY("holiday cover"),
    /** People take turns instead of the rota. */
    TEMPORARY("temporary schedule"),
    /** From a calendar. */
    CALENDAR("calendar");

    private final String words;

    OverrideKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
