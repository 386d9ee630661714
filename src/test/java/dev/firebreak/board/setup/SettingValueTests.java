package dev.firebreak.board.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingValueTests {

    @ParameterizedTest
    @CsvSource({
        "spring.datasource.url, jdbc:postgresql://db.example.org:5432/fb?user=u&password=hunter2, jdbc:postgresql://db.example.org:5432",
        "spring.datasource.url, jdbc:postgresql://u:hunter2@db/fb, jdbc:postgresql://db",
        "spring.datasource.url, jdbc:h2:file:/x;PASSWORD=hunter2, jdbc:h2:file:…",
        "firebreak.docker.host, tcp://u:hunter2@host:2375/hunter2, tcp://host:2375",
        "spring.mail.password, hunter2, set",
        "spring.mail.username, hunter2, set",
        "firebreak.something.new, hunter2, set",
        "spring.mail.host, mail.example.org, mail.example.org",
        "spring.mail.host, '', not set",
    })
    void aTextShowsOnlyIfItCanBeNoSecret(String key, String value, String shown) {
        assertThat(SettingValue.shown(key, value)).isEqualTo(shown);
    }

    @Test
    void anAddressShowsWithoutItsPath() {
        var hook = URI.create("https://name:hunter2@hooks.example.org/services/hunter2?key=hunter2");

        assertThat(SettingValue.shown("firebreak.audit.webhook", hook)).isEqualTo("https://hooks.example.org");
    }

    @Test
    void listsAndTablesOfUnknownContentAreCounted() {
        assertThat(SettingValue.shown("firebreak.ingest-token", List.of("hunter2", "hunter3")))
                .isEqualTo("2 set");
        assertThat(SettingValue.shown("firebreak.sources", Map.of("a", "hunter2")))
                .isEqualTo("1 set");
        assertThat(SettingValue.shown("firebreak.trusted-proxies", List.of("127.0.0.1")))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void timesAndNumbersShowAsTheyAreWritten() {
        assertThat(SettingValue.shown("firebreak.step-lease", Duration.ofSeconds(90)))
                .isEqualTo("1m30s");
        assertThat(SettingValue.shown("firebreak.worker.urgent-threads", 4)).isEqualTo("4");
        assertThat(SettingValue.kebab("reversibleBudget")).isEqualTo("reversible-budget");
    }
}
