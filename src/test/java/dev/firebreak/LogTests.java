package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@FirebreakTest
@ExtendWith(OutputCaptureExtension.class)
class LogTests {

    private static final String HOSTILE =
            "hostile-line\n2026-01-01T00:00:00.000Z ERROR forged : ${jndi:ldap://127.0.0.1/x} \u001b[31mred\u0000\r\u2028end";

    @Value("${logging.file.name}")
    Path log;

    @Test
    @Tag("E7")
    void everyLineOfTheLogFileIsOneJsonObjectWhateverAnAlertSays() throws IOException {
        LoggerFactory.getLogger(LogTests.class).warn("Alert {}", HOSTILE);

        var lines = Files.readAllLines(log);
        var ours = lines.stream().filter(line -> line.contains("hostile-line")).toList();
        assertThat(ours).isNotEmpty();
        for (var line : ours) {
            assertThat(new ObjectMapper().readTree(line).get("message").asText())
                    .endsWith("end");
        }
        assertThat(lines).noneMatch(line -> line.startsWith("2026-01-01"));
    }

    @Test
    @Tag("E7")
    void theConsoleShowsNoForgedLineAndNoControlCharacter(CapturedOutput output) {
        LoggerFactory.getLogger(LogTests.class).warn("Alert {}", HOSTILE);

        assertThat(output.getAll().lines()).noneMatch(line -> line.startsWith("2026-01-01"));
        assertThat(output.getAll())
                .contains("hostile-line")
                .doesNotContain("\u001b[31m")
                .doesNotContain("\u0000");
    }
}
