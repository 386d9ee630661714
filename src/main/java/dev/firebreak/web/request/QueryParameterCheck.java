package dev.firebreak.web.request;

import dev.firebreak.web.FieldInvalid;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a query parameter that the endpoint does not have, and one that is sent twice: a misspelt filter would
 * otherwise answer with everything (guarantees.md H21). It looks at the query of the address only, never at a form's
 * body. Alerts are exempt, because a sender drops its alerts on any 4xx (guarantees.md D18).
 */
@Component
class QueryParameterCheck implements HandlerInterceptor, WebMvcConfigurer {

    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();
    private static final int MAX_SHOWN = 60;

    private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/api/**")
                .excludePathPatterns("/api/alerts", "/api/alerts/**")
                .order(Ordered.HIGHEST_PRECEDENCE); // also where the incident is unknown or hidden
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && request.getQueryString() != null) {
            check(request.getQueryString(), known.computeIfAbsent(method, QueryParameterCheck::parameters));
        }
        return true;
    }

    private static void check(String query, Set<String> known) {
        var seen = new HashSet<String>();
        Arrays.stream(query.split("&")).filter(part -> !part.isEmpty()).forEach(part -> {
            var name = decoded(part.split("=", 2)[0]);
            if (!known.contains(name)) {
                throw new FieldInvalid(shown(name), "unknown query parameter (" + words(known) + ")");
            }
            decoded(part);
            if (!seen.add(name)) {
                throw new FieldInvalid(name, "is given twice");
            }
        });
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new FieldInvalid("query", "has a % that no two hexadecimal digits follow");
        }
    }

    private static String words(Set<String> known) {
        return known.isEmpty() ? "this address has none" : "known: " + String.join(", ", known);
    }

    private static String shown(String name) {
        return name.length() > MAX_SHOWN ? name.substring(0, MAX_SHOWN) + "…" : name;
    }

    private static Set<String> parameters(HandlerMethod method) {
        var names = new TreeSet<String>();
        for (var parameter : method.getMethodParameters()) {
            var annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                names.add(name(parameter, annotation));
            }
        }
        return names;
    }

    private static String name(MethodParameter parameter, RequestParam annotation) {
        parameter.initParameterNameDiscovery(NAMES);
        return annotation.name().isEmpty() ? parameter.getParameterName() : annotation.name();
    }
}
