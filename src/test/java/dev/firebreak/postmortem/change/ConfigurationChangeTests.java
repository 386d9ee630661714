package dev.firebreak.postmortem.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
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

    @ParameterizedTest
    @ValueSource(strings = {"db.password", "API_TOKEN", "client-secret", "ssh.Key", "aws.credentials"})
    void aProposalTellsNoSecret(String key) throws IOException {
        Files.writeString(file, key + "=hunter2\n");
        var check = changes.check(change("app.properties", key, "swordfish", null, null));
        var made = changes.apply(change("app.properties", key, "swordfish", check.found(), null));

        assertThat(file).hasContent(key + "=swordfish");
        assertThat(check.said() + made.said()).contains(key).doesNotContain("hunter2", "swordfish");
        var shown = ShownChange.of(
                change("app.properties", key, "swordfish", check.found(), made.written()), Instant.EPOCH);
        assertThat(shown.toString()).contains("(hidden)").doesNotContain("hunter2", "swordfish");
    }

    @Test
    void aPasswordInAnAddressIsNotTold() throws IOException {
        Files.writeString(file, "db.url=postgres://shop:hunter2@db/shop\n");
        var change = change("app.properties", "db.url", "postgres://shop:swordfish@new/shop", null, null);

        assertThat(changes.check(change).said()).isEqualTo("db.url is in the file once; its value is not shown.");
        assertThat(ShownChange.of(change, Instant.EPOCH).content()).isEqualTo("postgres://shop:(hidden)@new/shop");
    }

    @Test
    void theFileKeepsOwnerAndPermissions_andWhatAKilledNodeLeftIsSwept() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        try {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        } catch (IOException notRoot) {
            // The owner is the same then.
        }
        var before = Files.readAttributes(file, PosixFileAttributes.class);
        var left = Files.writeString(folder.resolve(".firebreak-1.tmp"), "password=x");
        var other = Files.writeString(folder.resolve(".firebreak-2.tmp"), "of a running node");
        Files.setLastModifiedTime(left, FileTime.from(Instant.EPOCH));

        changes.apply(change("app.properties", "pool.size", "20", BEFORE, null));

        var after = Files.readAttributes(file, PosixFileAttributes.class);
        assertThat(file).hasContent(AFTER);
        assertThat(after.permissions()).isEqualTo(before.permissions());
        assertThat(after.owner()).isEqualTo(before.owner());
        assertThat(after.group()).isEqualTo(before.group());
        assertThat(left).doesNotExist();
        assertThat(other).exists();
    }

    private static ActionChange change(String file, String key, String value, String found, String written) {
        return Changes.of("configuration", file, key, value, found, written);
    }
}
