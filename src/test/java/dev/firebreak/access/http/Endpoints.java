package dev.firebreak.access.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ResourceConfig;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Every HTTP endpoint of the running application, such as {@code GET /api/me}: Spring's mappings, and the JAX-RS
 * resources of the engine's REST API and of the webapps, with their sub-resources.
 */
final class Endpoints {

    private static final int DEEPEST = 8;
    private static final String APPLICATION = "jakarta.ws.rs.Application";

    private final Set<String> found = new TreeSet<>();

    private Endpoints() {}

    /** Controllers, actuator and static files. */
    static Set<String> ofSpring(ApplicationContext context) {
        var all = new TreeSet<String>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> all.addAll(lines(info))));
        context.getBeansOfType(AbstractUrlHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMap().keySet().forEach(path -> all.add("GET " + path)));
        return all;
    }

    private static java.util.List<String> lines(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        return info.getPatternValues().stream()
                .flatMap(path -> methods.isEmpty()
                        ? Stream.of("* " + path)
                        : methods.stream().map(RequestMethod::name).map(method -> method + " " + path))
                .toList();
    }

    /** The engine's REST API and the webapps. */
    static Set<String> ofJaxRs(ApplicationContext context, ServletContext servlets) throws Exception {
        var endpoints = new Endpoints();
        for (var type : context.getBean(ResourceConfig.class).getClasses()) {
            endpoints.addRoot("/engine-rest", type);
        }
        for (var servlet : servlets.getServletRegistrations().values()) {
            if (servlet.getInitParameter(APPLICATION) != null) {
                endpoints.addApplication(servlet);
            }
        }
        return endpoints.found;
    }

    private void addApplication(ServletRegistration servlet) throws Exception {
        var mount = servlet.getMappings().iterator().next().replace("/*", "");
        var application = (Application) Class.forName(servlet.getInitParameter(APPLICATION))
                .getDeclaredConstructor()
                .newInstance();
        application.getClasses().forEach(type -> addRoot(mount, type));
    }

    private void addRoot(String mount, Class<?> type) {
        var path = annotation(type, Path.class);
        if (path != null) {
            add(join(mount, path.value()), type, 0);
        }
    }

    private void add(String path, Class<?> type, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalStateException("endless sub-resources below " + path);
        }
        for (var method : type.getMethods()) {
            var own = annotated(type, method);
            if (method.isBridge() || own == null) {
                continue;
            }
            var sub = own.isAnnotationPresent(Path.class)
                    ? join(path, own.getAnnotation(Path.class).value())
                    : path;
            var http = httpMethod(own);
            if (http != null) {
                found.add(http + " " + sub);
            } else if (own.isAnnotationPresent(Path.class)) {
                add(sub, method.getReturnType(), depth + 1);
            }
        }
    }

    /** The declaration of this method, in the class or above it, that carries JAX-RS annotations. */
    private static Method annotated(Class<?> type, Method method) {
        return supertypes(type)
                .flatMap(above -> Arrays.stream(above.getDeclaredMethods()))
                .filter(it -> it.getName().equals(method.getName())
                        && Arrays.equals(it.getParameterTypes(), method.getParameterTypes()))
                .filter(it -> httpMethod(it) != null || it.isAnnotationPresent(Path.class))
                .findFirst()
                .orElse(null);
    }

    private static String httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst()
                .orElse(null);
    }

    private static <A extends Annotation> A annotation(Class<?> type, Class<A> sought) {
        return supertypes(type)
                .filter(above -> above.isAnnotationPresent(sought))
                .map(above -> above.getAnnotation(sought))
                .findFirst()
                .orElse(null);
    }

    private static Stream<Class<?>> supertypes(Class<?> type) {
        return type == null
                ? Stream.of()
                : Stream.concat(
                        Stream.of(type),
                        Stream.concat(
                                supertypes(type.getSuperclass()),
                                Arrays.stream(type.getInterfaces()).flatMap(Endpoints::supertypes)));
    }

    /** Without regular expressions in variables, doubled slashes and a slash at the end. */
    private static String join(String path, String sub) {
        var whole = (path + "/" + sub).replaceAll("\\{\\s*(\\w+)\\s*:[^{}]*(\\{[^{}]*}[^{}]*)*}", "{$1}");
        var clean = whole.replaceAll("/+", "/");
        return clean.length() > 1 && clean.endsWith("/") ? clean.substring(0, clean.length() - 1) : clean;
    }
}
