package dev.firebreak.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTests {

    @Test
    @Tag("H20")
    void byDefaultNoForwardingHeaderIsBelieved() {
        assertThat(address(List.of(), "203.0.113.9", "192.0.2.1")).isEqualTo("203.0.113.9");
        assertThat(address(List.of(), "127.0.0.1", "192.0.2.1")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.5    | 192.0.2.1                        | 192.0.2.1",
                "10.0.0.5    | 198.51.100.7, 192.0.2.1          | 192.0.2.1",
                "10.0.0.5    | 198.51.100.7, 192.0.2.1, 10.9.9.9| 192.0.2.1",
                "10.0.0.5    | 192.0.2.1:4711                   | 192.0.2.1",
                "10.0.0.5    | [2001:db8::7]:4711               | 2001:db8::7",
                "10.0.0.5    | 2001:db8::7                      | 2001:db8::7",
                "10.0.0.5    | evil.example                     | 10.0.0.5",
                "10.0.0.5    | ''                               | 10.0.0.5",
                "203.0.113.9 | 192.0.2.1                        | 203.0.113.9"
            })
    @Tag("H20")
    void onlyWhatTheLastTrustedProxyAddedIsBelieved(String connection, String forwardedFor, String expected) {
        assertThat(address(List.of("10.0.0.0/8"), connection, forwardedFor)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/99", "*"})
    void aProxyIsNamedByItsAddress(String proxy) {
        assertThatThrownBy(() -> new ProxySettings(List.of(proxy)))
                .hasMessageContaining("firebreak.trusted-proxies")
                .hasMessageContaining(proxy);
    }

    @Test
    void ofAnAddressOfVersion6TheFirstHalfCounts() {
        assertThat(subscriber("2001:db8::1")).isEqualTo(subscriber("2001:db8::2:2"));
        assertThat(subscriber("2001:db8::1")).isNotEqualTo(subscriber("2001:db8:0:1::1"));
        assertThat(subscriber("192.0.2.1")).isEqualTo("192.0.2.1");
    }

    private static String subscriber(String connection) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(connection);
        return ClientAddressFixture.withoutProxy().subscriber(request);
    }

    private static String address(List<String> proxies, String connection, String forwardedFor) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(connection);
        request.addHeader("X-Forwarded-For", forwardedFor);
        return new ClientAddress(new ProxySettings(proxies)).of(request);
    }
}
