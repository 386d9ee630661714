package dev.firebreak.access;

import jakarta.servlet.http.HttpServletRequest;

/**
 * An authenticated sender of alerts. {@code SourceFilter} stores it as a request attribute before the body is read.
 *
 * @param defaultSeverity the severity word of alerts that have none, such as {@code high}
 */
public record AlertSource(String name, String defaultSeverity) {

    private static final String ATTRIBUTE = AlertSource.class.getName();

    /** The authenticated source of the request, or null. */
    public static AlertSource of(HttpServletRequest request) {
        return (AlertSource) request.getAttribute(ATTRIBUTE);
    }

    /** Stores this source as a request attribute. */
    public void markOn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
