package dev.firebreak.change;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses reports of changes by programs that it does not know, before any of their body is read. */
@Component
class SenderCheck implements HandlerInterceptor, WebMvcConfigurer {

    /** The attribute of the request that names the sender of the bearer token. */
    static final String SENDER = "firebreak.change.sender";

    private static final String PROGRAMS = "/api/changes";
    private static final String GIT = "/api/changes/git";

    private final ChangeSenders senders;

    SenderCheck(ChangeSenders senders) {
        this.senders = senders;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(PROGRAMS, GIT + "/*");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (HttpMethod.POST.matches(request.getMethod())) {
            var named = nameInPath(request);
            if (named == null) {
                var sender = senders.byBearer(request.getHeader(HttpHeaders.AUTHORIZATION));
                request.setAttribute(SENDER, sender.orElseThrow(SenderCheck::noToken));
            } else if (!senders.isKnown(named)) {
                throw refused(GIT, "No sender of changes has this name and signature.");
            }
        }
        return true;
    }

    private static String nameInPath(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? (String) variables.get("sender")
                : null;
    }

    private static ErrorResponseException noToken() {
        var refusal = refused(
                PROGRAMS,
                "This endpoint needs the token of a sender of changes as a bearer token (firebreak.changes.senders).");
        refusal.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Firebreak changes\"");
        return refusal;
    }

    private static ErrorResponseException refused(String where, String why) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNAUTHORIZED, why);
        problem.setInstance(URI.create(where));
        return new ErrorResponseException(HttpStatus.UNAUTHORIZED, problem, null);
    }
}
