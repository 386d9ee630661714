package dev.firebreak.comms.announce;

import dev.firebreak.comms.delivery.DeliveryRecord;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the outcome of an announcement to the timeline: one line per kind of outcome. */
record AnnouncementTimeline(String kind, List<DeliveryRecord> lines) {

    void writeTo(Timeline timeline, IncidentId incident, String who) {
        write(timeline, incident, who, DeliveryState.SENT, "Announced (%s) to ");
        write(timeline, incident, who, DeliveryState.REFUSED, "Announcement (%s) refused for ");
        write(timeline, incident, who, DeliveryState.GIVEN_UP, "Announcement (%s) not taken in time by ");
        write(
                timeline,
                incident,
                who,
                DeliveryState.NO_CHANNEL,
                "No channel is configured: the announcement (%s) would have gone to ");
    }

    private void write(Timeline timeline, IncidentId incident, String who, DeliveryState state, String start) {
        var some = lines.stream().filter(line -> line.state() == state).toList();
        if (!some.isEmpty()) {
            timeline.add(incident, start.formatted(kind) + named(some), who, details(some));
        }
    }

    private static String named(List<DeliveryRecord> some) {
        return some.stream().map(DeliveryRecord::name).collect(Collectors.joining(", "));
    }

    private static String details(List<DeliveryRecord> some) {
        return some.stream()
                .map(line -> line.name() + " by " + line.channel() + (line.why() == null ? "" : ": " + line.why()))
                .collect(Collectors.joining("\n"));
    }
}
