package dev.firebreak.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * An authenticated sender of alerts. {@code SourceFilter} stores it as a request attribute before the body is read.
 *
 * @param defaultSeverity the severity word of alerts that have none, such as {@code high}
 */
public record AlertSource(String name, String defaultSeverity) {

    /** The sources of the alerts that Firebreak raises itself. */
    private static final Set<String> RESERVED =
            Set.of("firebreak", "firebreak-drills", "firebreak-probes", "log-watch");

    private static final String ATTRIBUTE = AlertSource.class.getName();

    /** Whether only Firebreak itself may raise alerts under this name. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /** The authenticated source of the request, or null. */
    public static AlertSource of(HttpServletRequest request) {
        return (AlertSource) request.getAttribute(ATTRIBUTE);
    }

    /** Stores this source as a request attribute. */
    public void markOn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
