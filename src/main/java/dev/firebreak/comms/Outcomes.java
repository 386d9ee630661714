package dev.firebreak.comms;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import java.util.List;
import java.util.stream.Collectors;

/** How an announcement went, in one timeline line for each kind of outcome. */
record Outcomes(String what, List<DeliveryLine> lines) {

    void writeTo(Timeline timeline, IncidentId incident, String who) {
        write(timeline, incident, who, DeliveryState.SENT, what + " to ");
        write(timeline, incident, who, DeliveryState.REFUSED, what + ": refused for ");
        write(timeline, incident, who, DeliveryState.GIVEN_UP, what + ": not reached in time: ");
        write(
                timeline,
                incident,
                who,
                DeliveryState.NO_CHANNEL,
                "No channel is configured. " + what + " would have gone to ");
    }

    private void write(Timeline timeline, IncidentId incident, String who, DeliveryState state, String start) {
        var some = lines.stream().filter(line -> line.state() == state).toList();
        if (!some.isEmpty()) {
            timeline.add(incident, start + named(some), who, details(some));
        }
    }

    private static String named(List<DeliveryLine> some) {
        return some.stream().map(DeliveryLine::name).collect(Collectors.joining(", "));
    }

    private static String details(List<DeliveryLine> some) {
        return some.stream()
                .map(line -> line.name() + " by " + line.channel() + (line.why() == null ? "" : ": " + line.why()))
                .collect(Collectors.joining("\n"));
    }
}
