package dev.firebreak.comms.announce;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which audiences hear what without a commander's words. An audience in neither list, such as customers, hears only
 * what a commander wrote for it.
 *
 * @param inside audiences of the own team: they hear all announcements of the incident's processes
 * @param fromRecord audiences that also hear announcements whose every word comes from the incident's record
 */
@ConfigurationProperties("firebreak.announce")
record AnnouncementSettings(
        @DefaultValue("engineering") Set<String> inside,
        @DefaultValue("executives") Set<String> fromRecord) {

    boolean mayHearRecord(String audience) {
        return inside.contains(audience) || fromRecord.contains(audience);
    }
}
