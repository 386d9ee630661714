package dev.firebreak.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@Tag("B3")
class DatabaseOutageFilterTests {

    private Optional<String> unreachable = Optional.of("since 07:16: it does not answer");
    private final DatabaseOutageFilter filter = new DatabaseOutageFilter(() -> unreachable);
    private final MockFilterChain chain = new MockFilterChain();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @ParameterizedTest
    @ValueSource(strings = {"/api/alerts/alertmanager", "/api/incidents", "/engine-rest/task"})
    void whileTheDatabaseIsLostProgramsGet503AtOnce(String path) throws Exception {
        filter.doFilter(new MockHttpServletRequest("POST", path), response, chain);

        assertThat(chain.getRequest()).isNull();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString())
                .contains("can't reach its database. Nothing was stored")
                .doesNotContain("07:16");
    }

    @Test
    void peopleGetTheErrorPage() throws Exception {
        var request = new MockHttpServletRequest("GET", "/");
        request.addHeader("Accept", "text/html");

        filter.doFilter(request, response, chain);

        assertThat(chain.getRequest()).isNull();
        assertThat(response.getStatus()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/readiness", "/css/board.css", "/favicon.svg"})
    void whatNeedsNoDatabaseIsAnswered(String path) throws Exception {
        filter.doFilter(new MockHttpServletRequest("GET", path), response, chain);

        assertThat(chain.getRequest()).isNotNull();
    }

    @Test
    void whileTheDatabaseAnswersRequestsPass() throws Exception {
        unreachable = Optional.empty();

        filter.doFilter(new MockHttpServletRequest("GET", "/"), response, chain);

        assertThat(chain.getRequest()).isNotNull();
    }
}
