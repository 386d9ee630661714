package dev.firebreak.access.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.InMemoryAccounts;
import dev.firebreak.access.Role;
import dev.firebreak.access.source.configured.AccessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Profile;

class DemoPeopleTests {

    @TempDir
    Path data;

    private final InMemoryAccounts accounts = new InMemoryAccounts();

    @Test
    void thereIsOnePersonForEveryRole() throws IOException {
        var demo = started();

        for (var role : Role.values()) {
            assertThat(demo.people()).filteredOn(p -> p.roles().contains(role)).hasSize(1);
        }
        assertThat(accounts.authenticate("carla", demo.password()).orElseThrow().roles())
                .containsExactly(Role.COMMANDER);
    }

    @Test
    void thePasswordIsGeneratedOnceAndStays() throws IOException {
        var first = started().password();

        assertThat(started().password()).isEqualTo(first).hasSizeGreaterThan(12);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("demo-password"))))
                .isEqualTo("rw-------");
    }

    @Test
    @Tag("H8")
    void withoutTheDemoProfileTheyDoNotExist() {
        assertThat(DemoPeople.class.getAnnotation(Profile.class).value()).containsExactly("demo");
    }

    private DemoPeople started() throws IOException {
        var demo = new DemoPeople(accounts, new AccessSettings(data, List.of(), Map.of()));
        demo.run(null);
        return demo;
    }
}
