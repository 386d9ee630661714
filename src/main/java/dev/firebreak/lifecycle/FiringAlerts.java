package dev.firebreak.lifecycle;

/**
 * The unresolved alerts of an incident.
 *
 * @param silent how many of them no longer receive updates
 * @param unsent how many more the sender left out of its last payload; they may fire
 * @param names the names of the first of them, safe to show
 */
public record FiringAlerts(int count, int silent, long unsent, String names) {

    /** Whether no alert can fire any more, as far as the sender says. */
    public boolean isNone() {
        return count == 0 && unsent == 0;
    }

    public String inWords() {
        var left = unsent + " that were not sent may still fire";
        if (count == 0) {
            return left;
        }
        var fire = count == 1 ? "1 still fires: " : count + " still fire: ";
        return fire
                + names
                + (silent == 0 ? "" : " (" + silent + " without updates)")
                + (unsent == 0 ? "" : "; " + left);
    }
}
