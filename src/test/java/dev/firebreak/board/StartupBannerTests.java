package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.FirstAdmin;
import dev.firebreak.access.setup.IngestToken;
import dev.firebreak.web.PublicAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

@FirebreakTest
class StartupBannerTests {

    private static final String BASE_URL = "http://127.0.0.1:8080";

    @Autowired
    IngestToken token;

    @Test
    void theFirstStartTellsTheAdministratorsPassword() {
        assertThat(banner(Optional.of("generated-once")))
                .contains("admin  with the password  generated-once", "/secret/initial-admin-password");
    }

    @Test
    void laterStartsTellNoPassword() {
        assertThat(banner(Optional.empty())).doesNotContain("password");
    }

    @Test
    @Tag("H12")
    void aConfiguredTokenIsNotPrinted() {
        assertThat(banner(Optional.empty()))
                .contains("FIREBREAK_INGEST_TOKEN")
                .doesNotContain(FirebreakTest.INGEST_TOKEN);
    }

    @Test
    void everyAddressIsThere() {
        assertThat(banner(Optional.empty()))
                .contains(
                        BASE_URL + "/\n",
                        "/camunda/app/tasklist/",
                        "/camunda/app/cockpit/",
                        "/api/alerts/alertmanager");
    }

    @Test
    void linksInMailsThatWorkOnThisMachineOnlyAreWarnedOf() {
        var mail = new MockEnvironment().withProperty("spring.mail.host", "smtp.example");

        assertThat(StartupBanner.mailWarning(mail, address("http://localhost:8080")))
                .anySatisfy(line -> assertThat(line).contains("firebreak.base-url"));
        assertThat(StartupBanner.mailWarning(mail, address("https://incidents.example")))
                .isEmpty();
        assertThat(StartupBanner.mailWarning(new MockEnvironment(), address("http://localhost:8080")))
                .isEmpty();
    }

    private static PublicAddress address(String baseUrl) {
        return new PublicAddress(URI.create(baseUrl));
    }

    private String banner(Optional<String> password) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("firstAdmin", new FirstAdmin() {
            @Override
            public Optional<String> password() {
                return password;
            }

            @Override
            public Path file() {
                return Path.of("/secret/initial-admin-password");
            }
        });
        var startupBanner = new StartupBanner(
                token,
                beans.getBeanProvider(FirstAdmin.class),
                beans.getBeanProvider(dev.firebreak.access.setup.DemoPeople.class));
        return BannerBox.around(startupBanner.lines(BASE_URL));
    }
}
