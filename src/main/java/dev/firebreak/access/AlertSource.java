package dev.firebreak.access;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A sender of alerts that has shown its token. Put on the request before its body is read.
 *
 * @param defaultSeverity the severity word of alerts that name none, such as {@code high}
 */
public record AlertSource(String name, String defaultSeverity) {

    private static final String ATTRIBUTE = AlertSource.class.getName();

    public static AlertSource of(HttpServletRequest request) {
        return (AlertSource) request.getAttribute(ATTRIBUTE);
    }

    public void markOn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
