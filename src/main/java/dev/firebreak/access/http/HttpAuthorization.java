package dev.firebreak.access.http;

import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Authorizes each request by {@link HttpRules}. A request without a rule is denied. */
class HttpAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    @Override
    @Deprecated
    public AuthorizationDecision check(Supplier<Authentication> caller, RequestAuthorizationContext context) {
        return authorize(caller, context);
    }

    @Override
    public AuthorizationDecision authorize(Supplier<Authentication> caller, RequestAuthorizationContext context) {
        var request = context.getRequest();
        var rule = HttpRules.about(request.getMethod(), HttpRule.path(request));
        return new AuthorizationDecision(rule.isPresent() && rule.get().admits(caller.get()));
    }
}
