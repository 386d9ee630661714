package dev.firebreak.comms.bridge;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The address of each incident's call. That of a members-only incident has a random key, since anybody can guess an id
 * (guarantees.md A051).
 */
@Component
public class Bridges {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final BridgeSettings settings;
    private final IncidentMembers members;
    private final JdbcClient jdbc;

    Bridges(BridgeSettings settings, IncidentMembers members, JdbcClient jdbc) {
        this.settings = settings;
        this.members = members;
        this.jdbc = jdbc;
    }

    /** Empty if the site has no bridge. */
    public Optional<String> of(IncidentId incident) {
        if (settings.bridge() == null) {
            return Optional.empty();
        }
        var room = members.isRestricted(incident)
                ? key(incident)
                : incident.value().toLowerCase(Locale.ROOT);
        return Optional.of(settings.bridge().replace(BridgeSettings.ROOM, room));
    }

    /** The random key of the incident, which is made once. */
    public String key(IncidentId incident) {
        jdbc.sql("insert into incident_bridge (incident_id, bridge_key) values (?, ?) on conflict do nothing")
                .params(incident.value(), random())
                .update();
        return jdbc.sql("select bridge_key from incident_bridge where incident_id = ?")
                .param(incident.value())
                .query(String.class)
                .single();
    }

    private static String random() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
