package dev.firebreak.postmortem.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;

/** One key of a file is changed, proved, and taken back; nothing outside the folder is ever touched. */
@Tag("A120")
class ConfigurationChangeTests {

    private static final String BEFORE = "# pool\npool.size = 10\nname=shop\n";
    private static final String AFTER = "# pool\npool.size =20\nname=shop\n";

    @TempDir
    Path place;

    private Path folder;
    private Path file;
    private ConfigurationChange changes;

    @BeforeEach
    void aFolder() throws IOException {
        folder = Files.createDirectories(place.resolve("conf"));
        file = folder.resolve("app.properties");
        Files.writeString(file, BEFORE);
        Files.writeString(place.resolve("secret"), "a=1\n");
        changes = new ConfigurationChange(new ChangeSettings(null, null, List.of(folder)));
    }

    @Test
    void theKeyChangesAndComesBackExactly() throws IOException {
        var proposed = change("app.properties", "pool.size", "20", null, null);
        var check = changes.check(proposed);
        assertThat(check.said()).isEqualTo("pool.size is 10 now.");

        var made = changes.apply(change("app.properties", "pool.size", "20", check.found(), null));

        assertThat(made.isDone()).isTrue();
        assertThat(file).hasContent(AFTER);
        var again = changes.apply(change("app.properties", "pool.size", "20", check.found(), null));
        assertThat(again.isDone()).isTrue();

        var undone = changes.undo(change("app.properties", "pool.size", "20", check.found(), made.written()));
        assertThat(undone.isDone()).isTrue();
        assertThat(file).hasContent(BEFORE);
    }

    @Test
    void whatSomebodyWroteSinceTheProposalOrTheChangeStays() throws IOException {
        Files.writeString(file, BEFORE + "new=1\n");

        assertThat(changes.apply(change("app.properties", "pool.size", "20", BEFORE, null))
                        .isDone())
                .isFalse();
        assertThat(changes.undo(change("app.properties", "pool.size", "20", BEFORE, AFTER))
                        .isDone())
                .isFalse();

        assertThat(file).hasContent(BEFORE + "new=1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "/etc/passwd",
                "sub/../../secret",
                "..",
                "",
                "a//b",
                "./app.properties",
                "app.properties\u0000",
                "link",
                "sub/secret",
                "1:app.properties",
                "missing.properties"
            })
    void noPathLeadsOutNeitherByDotsNorByLinks(String name) throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), place.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("sub"), place);

        assertThatThrownBy(() -> changes.check(change(name, "a", "2", null, null)))
                .isInstanceOf(ErrorResponseException.class);
        assertThat(place.resolve("secret")).hasContent("a=1\n");
    }

    @Test
    void aLinkThatComesAfterTheApprovalIsNotFollowed() throws IOException {
        Files.delete(file);
        Files.writeString(place.resolve("other"), BEFORE);
        Files.createSymbolicLink(file, place.resolve("other"));

        assertThatThrownBy(() -> changes.apply(change("app.properties", "pool.size", "20", BEFORE, null)))
                .hasMessageContaining("symbolic link");
        assertThat(place.resolve("other")).hasContent(BEFORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "name\nx", "=", ""})
    void theKeyMustBeThereOnce(String key) {
        assertThatThrownBy(() -> changes.check(change("app.properties", key, "2", null, null)))
                .hasMessageContaining("setting");
    }

    @Test
    void aValueOfSeveralLinesWouldAddKeys() {
        assertThatThrownBy(() -> changes.check(change("app.properties", "name", "a\nadmin=true", null, null)))
                .hasMessageContaining("content");
    }

    private static ActionChange change(String file, String key, String value, String found, String written) {
        return Changes.of("configuration", file, key, value, found, written);
    }
}
