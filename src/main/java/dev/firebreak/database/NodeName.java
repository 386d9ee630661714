package dev.firebreak.database;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The name of this node, for people and for the rows that say which node holds something: {@code firebreak.node-name},
 * else the host's name. A container that is made again has another host name, so it needs the setting to go on with its
 * logs.
 */
@Component
public final class NodeName {

    private static final int LONGEST = 100;

    private final String value;

    public NodeName(Environment environment) {
        var name = environment.getProperty("firebreak.node-name", "").strip();
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("firebreak.node-name has more than " + LONGEST + " characters");
        }
        this.value = name.isEmpty() ? shortened(ofHost()) : name;
    }

    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return value;
    }

    /** The host name of this machine, whatever the setting says; in a container the beginning of its id. */
    public static String ofHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this node";
        }
    }

    private static String shortened(String host) {
        return host.substring(0, Math.min(host.length(), LONGEST));
    }
}
