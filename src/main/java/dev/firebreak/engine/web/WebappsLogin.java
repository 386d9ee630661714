package dev.firebreak.engine.web;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;

/**
 * Puts the person of our session into the webapps' own. The filter it extends leaves out the calls that ask who is logged
 * in; after an expired session these would answer "nobody" and show the webapps' own login, which leads nowhere here.
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
