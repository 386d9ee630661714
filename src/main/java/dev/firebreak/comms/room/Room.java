package dev.firebreak.comms.room;

import dev.firebreak.incident.IncidentId;
import java.util.Set;

/**
 * The Slack channel of an incident.
 *
 * @param channel its id in Slack; null until it exists
 * @param topic as it was set last; null before
 * @param invited the logins of those who were invited, or whom Slack does not know or refuses
 * @param postedUpTo the number of the last line of the timeline that is in the channel
 * @param attempts how often it failed since it last worked
 * @param problem why it failed last, and whom Slack refuses; null if there is nothing to say
 */
public record Room(
        IncidentId incident,
        String name,
        boolean isPrivate,
        String channel,
        String topic,
        Set<String> invited,
        long postedUpTo,
        int attempts,
        String problem) {

    /** Where the channel opens; null until it exists. */
    public String link() {
        return channel == null ? null : "https://slack.com/app_redirect?channel=" + channel;
    }
}
