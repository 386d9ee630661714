package dev.firebreak.lifecycle;

/**
 * The unresolved alerts of an incident.
 *
 * @param silent how many of them no longer receive updates
 * @param names the names of the first of them, safe to show
 */
public record FiringAlerts(int count, int silent, String names) {

    public String inWords() {
        var fire = count == 1 ? "1 still fires: " : count + " still fire: ";
        return fire + names + (silent == 0 ? "" : " (" + silent + " without updates)");
    }
}
