package dev.firebreak.engine.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.engine.StartupRefused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class StartupChecksTests {

    @ParameterizedTest
    @CsvSource({
        "server.servlet.context-path,      /firebreak",
        "spring.mvc.servlet.path,          /firebreak",
        "spring.jersey.application-path,   /rest",
        "camunda.bpm.webapp.application-path, /"
    })
    void aMovedPathIsRefusedInOneSentence(String key, String path) {
        assertThatThrownBy(() -> StartupChecks.refuseOtherPaths(new MockEnvironment().withProperty(key, path)))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining(key)
                .hasMessageContaining("host name of its own");
    }

    @Test
    void theOwnPathsAreAdmitted() {
        assertThatCode(() -> StartupChecks.refuseOtherPaths(new MockEnvironment()
                        .withProperty("server.servlet.context-path", "/")
                        .withProperty("spring.jersey.application-path", "/engine-rest")
                        .withProperty("camunda.bpm.webapp.application-path", "/camunda")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "FRAMEWORK"})
    @Tag("H20")
    void forwardedHostsAreNeverBelieved(String strategy) {
        assertThatThrownBy(() -> StartupChecks.refuseBelievedHosts(
                        new MockEnvironment().withProperty("server.forward-headers-strategy", strategy)))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("firebreak.trusted-proxies");
    }

    @ParameterizedTest
    @CsvSource({
        "mail.smtp.ssl.trust, *",
        "mail.smtp.ssl.trust, mail.example.org",
        "mail.smtps.ssl.trust, *",
        "mail.smtp.ssl.checkserveridentity, false"
    })
    @Tag("G7")
    void aMailServerIsNotTrustedWithoutItsCertificate(String key, String value) {
        assertThatThrownBy(() -> StartupChecks.refuseBlindTrust(
                        new MockEnvironment().withProperty("spring.mail.properties." + key, value)))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("spring.mail.properties." + key);
    }

    @Test
    @Tag("G7")
    void otherSettingsOfTheMailServerAreTheOperatorsOwn() {
        assertThatCode(() -> StartupChecks.refuseBlindTrust(new MockEnvironment()
                        .withProperty("spring.mail.properties.mail.smtp.ssl.checkserveridentity", "true")
                        .withProperty("spring.mail.properties.mail.smtp.starttls.enable", "true")))
                .doesNotThrowAnyException();
    }
}
