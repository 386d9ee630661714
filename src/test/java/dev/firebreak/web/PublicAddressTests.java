package dev.firebreak.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ops.example/firebreak",
                "https://ops.example/?x",
                "https://ops.example/#x",
                "https://a:b@ops.example",
                "ftp://ops.example",
                "ops.example",
                "https:///"
            })
    void onlySchemeHostAndPortMakeABaseUrl(String text) {
        assertThatThrownBy(() -> new PublicAddress(URI.create(text))).hasMessageContaining("firebreak.base-url");
    }

    @ParameterizedTest
    @CsvSource({
        "https://incidents.example:8443, https://incidents.example:8443, true",
        "https://incidents.example:8443, https://INCIDENTS.example:8443, true",
        "https://incidents.example/,     https://incidents.example,      true",
        "https://incidents.example,      https://incidents.example:443,  true",
        "http://incidents.example:80,    http://incidents.example,       true",
        "https://incidents.example:8443, https://incidents.example,      false",
        "https://incidents.example,      http://incidents.example,       false",
        "https://incidents.example,      https://incidents.example.evil, false",
        "https://incidents.example,      null,                           false",
        "https://incidents.example,      https://,                       false"
    })
    void anOriginIsComparedBySchemeHostAndPort(URI baseUrl, String origin, boolean isOurs) {
        assertThat(new PublicAddress(baseUrl).isOrigin(origin)).isEqualTo(isOurs);
    }

    @Test
    void theDefaultIsLocalAndNotSecure() {
        var address = new PublicAddress(URI.create("http://localhost:8080"));

        assertThat(address.isLocal()).isTrue();
        assertThat(address.isSecure()).isFalse();
        assertThat(address.at("/ack/x")).isEqualTo("http://localhost:8080/ack/x");
    }
}
