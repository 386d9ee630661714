package dev.firebreak.incident.http;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Hides members-only incidents from other people (guarantees.md H29): every request whose path or parameters name such
 * an incident gets the answer for an unknown one, which comes from here, too. It runs before each handler of our own
 * HTTP layer, pages and API alike, so that no endpoint can leave it out.
 */
@Component
class MembersOnly implements HandlerInterceptor, WebMvcConfigurer {

    private final Incidents incidents;

    MembersOnly(Incidents incidents) {
        this.incidents = incidents;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var caller = request.getUserPrincipal();
        named(request)
                .filter(IncidentId::isForm)
                .distinct()
                .forEach(id -> incidents.requireVisible(new IncidentId(id), caller == null ? "" : caller.getName()));
        return true;
    }

    private static Stream<String> named(HttpServletRequest request) {
        var path = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? variables.values().stream().map(String::valueOf)
                : Stream.<String>empty();
        // Parameters of GET only: those of a form would be read from the body.
        var query = request.getMethod().equals("GET")
                ? request.getParameterMap().values().stream().flatMap(Arrays::stream)
                : Stream.<String>empty();
        return Stream.concat(path, query);
    }
}
