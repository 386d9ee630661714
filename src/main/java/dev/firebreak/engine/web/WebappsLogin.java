package dev.firebreak.engine.web;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;

/**
 * Copies the user of our session to the webapps' session. The base filter skips the calls that ask for the current
 * user; after an expired session those would answer "not logged in" and show the webapps' own login form, which does
 * not work here.
 */
class WebappsLogin extends ContainerBasedAuthenticationFilter {

    private static final Pattern STATIC = Pattern.compile("/api/[a-z]+/plugin/[^/]+/static/.*");

    private final ProcessEngine engine;

    WebappsLogin(ProcessEngine engine) {
        this.engine = engine;
    }

    @Override
    public void init(FilterConfig config) {
        authenticationProvider = new SessionAuthentication();
    }

    @Override
    protected String extractEngineName(HttpServletRequest request) {
        return STATIC.matcher(getRequestUri(request)).matches() ? null : engine.getName();
    }
}
