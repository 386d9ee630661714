package dev.firebreak.engine.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Tells Tasklist, Cockpit and Admin who is logged in: whoever our own login says. */
class SessionAuthentication implements AuthenticationProvider {

    @Override
    public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        var isPerson = caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken);
        return isPerson ? AuthenticationResult.successful(caller.getName()) : AuthenticationResult.unsuccessful();
    }

    /** The chain before has asked for the login already. */
    @Override
    public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {}
}
