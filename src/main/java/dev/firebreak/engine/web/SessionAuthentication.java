package dev.firebreak.engine.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Gives Tasklist, Cockpit and Admin the user of our own login. */
class SessionAuthentication implements AuthenticationProvider {

    @Override
    public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        var isPerson = caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken);
        return isPerson ? AuthenticationResult.successful(caller.getName()) : AuthenticationResult.unsuccessful();
    }

    /** Does nothing: Spring Security has already required the login. */
    @Override
    public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {}
}
