package dev.firebreak.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.web.PublicAddress;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SameOriginTests {

    private final SameOrigin filter = new SameOrigin(new PublicAddress(URI.create("https://incidents.example:8443")));

    @ParameterizedTest
    @CsvSource({
        "https://incidents.example:8443, 127.0.0.1:8080,         200",
        "https://incidents.example:8443, incidents.example,      200",
        "https://incidents.example:8443, incidents.example:8443, 200",
        "http://127.0.0.1:8080,          127.0.0.1:8080,         200",
        "https://evil.example,           127.0.0.1:8080,         403",
        "https://incidents.example,      127.0.0.1:8080,         403",
        "http://incidents.example:8443,  127.0.0.1:8080,         403",
        "https://incidents.example:8443.evil.example, 127.0.0.1, 403",
        "vscode-webview://x,             127.0.0.1:8080,         200",
        "file://,                        127.0.0.1:8080,         200",
        "'null',                         127.0.0.1:8080,         403",
        ",                               127.0.0.1:8080,         200"
    })
    @Tag("H10")
    void aPageOfTheBaseUrlIsOursWhateverHostAProxySends(String origin, String host, int status) throws Exception {
        assertThat(answer(origin, host, "*/*").getStatus()).isEqualTo(status);
    }

    /** That page sends no referrer, since its address is secret, and so no Origin. */
    @Test
    @Tag("H10")
    void thePageBehindTheLinkOfAMailMayHideItsAddress() throws Exception {
        var request = request("null", "127.0.0.1:8080");
        request.setRequestURI("/ack/abc");
        var response = new MockHttpServletResponse();

        filter.doFilter(request, response, new MockFilterChain());

        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    @Tag("H20")
    void aForwardedHostDoesNotMakeAPageOurs() throws Exception {
        var request = request("https://evil.example", "127.0.0.1:8080");
        request.addHeader("X-Forwarded-Host", "evil.example");
        var response = new MockHttpServletResponse();

        filter.doFilter(request, response, new MockFilterChain());

        assertThat(response.getStatus()).isEqualTo(403);
    }

    @Test
    void theRefusalNamesBothAddressesAndTheSetting() throws Exception {
        assertThat(answer("https://other.example", "127.0.0.1:8080", "*/*").getContentAsString())
                .contains(
                        "https://other.example",
                        "127.0.0.1:8080",
                        "https://incidents.example:8443",
                        "firebreak.base-url");
    }

    private MockHttpServletResponse answer(String origin, String host, String accept)
            throws ServletException, IOException {
        var request = request(origin, host);
        request.addHeader("Accept", accept);
        var response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response;
    }

    private static MockHttpServletRequest request(String origin, String host) {
        var request = new MockHttpServletRequest("POST", "/login");
        request.addHeader("Host", host);
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        return request;
    }
}
