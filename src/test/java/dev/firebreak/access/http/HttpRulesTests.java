package dev.firebreak.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Role;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.TestingAuthenticationToken;

@FirebreakTest
class HttpRulesTests {

    /** Spring's wildcard mappings of static files. A file is served only if a rule of the table allows its path. */
    private static final Set<String> FILES = Set.of("GET /**", "GET /webjars/**");

    @Autowired
    ApplicationContext context;

    @Autowired
    ServletContext servlets;

    @Test
    @Tag("H9")
    void everyMappingOfTheRunningApplicationHasARule() {
        assertThat(withoutRule(mappings())).isEmpty();
    }

    @Test
    @Tag("H9")
    void theInventorySeesControllersActuatorAndServlets() {
        assertThat(mappings())
                .contains(
                        "GET /api/audit/verify",
                        "GET /actuator/health",
                        "* /engine-rest/*",
                        "* /camunda/api/admin/*",
                        "* /camunda/api/cockpit/*",
                        "GET /camunda/app/**");
    }

    @Test
    @Tag("H9")
    void aMappingWithoutARuleIsFound() {
        assertThat(withoutRule(List.of("GET /api/me", "DELETE /api/me", "* /h2-console/*")))
                .containsExactly("DELETE /api/me", "* /h2-console/*");
    }

    @Test
    @Tag("H9")
    void neitherTheH2ConsoleNorMoreOfActuatorIsThere() {
        assertThat(mappings())
                .noneMatch(mapping -> mapping.contains("h2-console"))
                .filteredOn(mapping -> mapping.contains("/actuator"))
                .allMatch(
                        mapping -> mapping.contains("/actuator/health") || mapping.equals("GET /actuator/prometheus"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/incidents,                 OBSERVER,  true",
        "POST,   /api/incidents,                 OBSERVER,  false",
        "POST,   /api/incidents,                 RESPONDER, true",
        "POST,   /api/incidents/x/severity,      RESPONDER, false",
        "POST,   /api/incidents/x/severity,      COMMANDER, true",
        "POST,   /api/incidents/x/severity,      ADMIN,     false",
        "PUT,    /api/freeze,                    RESPONDER, false",
        "PUT,    /api/freeze,                    COMMANDER, true",
        "PUT,    /api/freeze,                    ADMIN,     true",
        "POST,   /api/models/reload,             COMMANDER, false",
        "POST,   /api/models/reload,             MODELER,   true",
        "POST,   /models/1/release,              MODELER,   false",
        "POST,   /models/1/release,              ADMIN,     true",
        "POST,   /api/models/x/versions/1/release, OBSERVER, false",
        "POST,   /steps/x/decision,              RESPONDER, false",
        "POST,   /steps/x/decision,              ADMIN,     false",
        "POST,   /steps/x/decision,              COMMANDER, true",
        "GET,    /api/audit/verify,              RESPONDER, false",
        "GET,    /api/audit/verify,              ADMIN,     true",
        "POST,   /api/alerts/alertmanager,       ADMIN,     false",
        "POST,   /camunda/api/admin/setup/x/y,   ADMIN,     false",
        "GET,    /nowhere,                       ADMIN,     false"
    })
    @Tag("H14")
    void rolesMayWhatTheTableSays(String method, String path, Role role, boolean may) {
        var person = new TestingAuthenticationToken("p", "", role.authority());
        person.setAuthenticated(true);

        assertThat(HttpRules.about(method, path)
                        .filter(rule -> rule.admits(person))
                        .isPresent())
                .isEqualTo(may);
    }

    private static List<String> withoutRule(List<String> mappings) {
        return mappings.stream()
                .filter(mapping -> !FILES.contains(mapping))
                .filter(mapping -> HttpRules.about(mapping.split(" ")[0], sample(mapping.split(" ")[1]))
                        .isEmpty())
                .toList();
    }

    /** A path that matches the pattern. */
    private static String sample(String pattern) {
        return pattern.replaceAll("\\{\\*[^}]*}", "a/b")
                .replaceAll("\\{[^}]*}", "a")
                .replace("**", "a/b")
                .replace("*", "a");
    }

    private List<String> mappings() {
        var all = Endpoints.ofSpring(context);
        servlets.getServletRegistrations().values().stream()
                .flatMap(servlet -> servlet.getMappings().stream())
                .filter(path -> !path.equals("/"))
                .forEach(path -> all.add("* " + path));
        return List.copyOf(all);
    }
}
