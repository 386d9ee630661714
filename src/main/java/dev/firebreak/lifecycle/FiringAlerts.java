package dev.firebreak.lifecycle;

/**
 * Alerts of an incident that are not resolved.
 *
 * @param silent those of them of which nothing is heard any more
 * @param names the first of them, fit to be shown
 */
public record FiringAlerts(int count, int silent, String names) {

    public String inWords() {
        var fire = count == 1 ? "1 still fires: " : count + " still fire: ";
        return fire + names + (silent == 0 ? "" : " (nothing is heard of " + silent + " any more)");
    }
}
