package dev.firebreak.comms.bridge;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code firebreak.rooms}.
 *
 * @param bridge the address of a call with {@code {room}} in it; null for none
 */
@ConfigurationProperties("firebreak.rooms")
record BridgeSettings(String bridge) {

    static final String ROOM = "{room}";

    BridgeSettings {
        bridge = bridge == null || bridge.isBlank() ? null : bridge.strip();
        if (bridge != null && (!bridge.contains(ROOM) || !isHttps(bridge.replace(ROOM, "x")))) {
            throw new IllegalArgumentException(
                    "firebreak.rooms.bridge must be an https address with {room}, such as https://meet.example.org/{room}");
        }
    }

    private static boolean isHttps(String address) {
        var uri = URI.create(address);
        return "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null;
    }
}
