package dev.firebreak.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class SecretsTests {

    @TempDir
    Path directory;

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void theEnvironmentGoesBeforeTheFile() throws Exception {
        Files.writeString(directory.resolve("mosaic-postgres"), "from the file\n");
        var secrets = new Secrets(environment, directory.toString());

        assertThat(secrets.reveal("secret://mosaic-postgres")).isEqualTo("from the file");

        environment.setProperty("FIREBREAK_SECRET_MOSAIC_POSTGRES", "from the environment");
        assertThat(secrets.reveal("secret://mosaic-postgres")).isEqualTo("from the environment");
    }

    @Test
    void aMissingSecretSaysWhereItWasLookedFor() {
        assertThatThrownBy(() -> new Secrets(environment, "").reveal("secret://mosaic-postgres"))
                .hasMessageContaining("set FIREBREAK_SECRET_MOSAIC_POSTGRES, or write")
                .hasMessageContaining("in the folder firebreak.secrets-dir");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret://../../etc/passwd", "secret:///etc/passwd", "secret://name?", "hunter2", "secret://A B"
            })
    void whatIsNoReferenceIsNotFollowedNorRepeated(String reference) {
        assertThatThrownBy(() -> new Secrets(environment, directory.toString()).reveal(reference))
                .isInstanceOf(SecretMissing.class)
                .message()
                .doesNotContain(reference);
    }

    @Test
    void revealedSecretsAreBlottedOutLongestFirst() {
        environment.setProperty("FIREBREAK_SECRET_A", "hunter2");
        environment.setProperty("FIREBREAK_SECRET_B", "hunter2-and-more");
        environment.setProperty("FIREBREAK_SECRET_C", "abc");
        var secrets = new Secrets(environment, "");
        secrets.reveal("secret://a");
        secrets.reveal("secret://b");
        secrets.reveal("secret://c");

        assertThat(secrets.mask("login hunter2-and-more, then hunter2, abc")).isEqualTo("login ***, then ***, abc");
    }
}
