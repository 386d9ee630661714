package dev.firebreak.comms.room;

import dev.firebreak.comms.bridge.Bridges;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Where people of an incident meet. */
@RestController
class RoomController {

    private final Incidents incidents;
    private final Bridges bridges;
    private final Rooms rooms;

    RoomController(Incidents incidents, Bridges bridges, Rooms rooms) {
        this.incidents = incidents;
        this.bridges = bridges;
        this.rooms = rooms;
    }

    /**
     * The addresses; null for what there is not.
     *
     * @param channel the name of the Slack channel
     * @param problem why the channel is not up to date
     */
    record Meeting(String bridge, String channel, String channelLink, String problem) {}

    @GetMapping("/api/incidents/{id}/room")
    Meeting room(@PathVariable IncidentId id) {
        var incident = incidents.get(id).id();
        Optional<Room> room = rooms.find(incident);
        return new Meeting(
                bridges.of(incident).orElse(null),
                room.map(Room::name).orElse(null),
                room.map(Room::link).orElse(null),
                room.map(Room::problem).orElse(null));
    }
}
