package dev.firebreak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** README's picture shows the modules as their package-info.java declares them. */
class ArchitecturePictureTests {

    private static final Path PICTURE = Repository.DOCS.resolve("pictures/architecture.svg");
    private static final String WRITE = "firebreak.architecture";

    @Test
    void thePictureShowsTheModulesAsTheyAre() throws IOException {
        var picture = ArchitecturePicture.of(ModuleBox.all());
        if ("write".equals(System.getProperty(WRITE))) {
            Files.writeString(PICTURE, picture);
        }

        assertThat(Files.readString(PICTURE))
                .as(
                        "%s; contributing.md says how to draw it again: -Dtest=ArchitecturePictureTests -D%s=write",
                        PICTURE, WRITE)
                .isEqualTo(picture);
    }

    @Test
    void theReadmeShowsThePicture() {
        assertThat(Repository.read(Path.of("README.md"))).contains("(" + PICTURE + ")");
    }

    @Test
    void aNewDependencyChangesThePicture() {
        var below = new ModuleBox("below", "It is used.", List.of(), Set.of());
        var without = List.of(below, new ModuleBox("above", "It uses.", List.of("part"), Set.of()));
        var with = List.of(below, new ModuleBox("above", "It uses.", List.of("part"), Set.of("below")));

        assertThat(ArchitecturePicture.of(without)).doesNotContain("class=\"use\"");
        assertThat(ArchitecturePicture.of(with)).containsOnlyOnce("class=\"use\"");
    }

    @Test
    void anArrowThatFollowsFromOthersIsLeftOut() {
        var modules = List.of(
                new ModuleBox("low", "Low.", List.of(), Set.of()),
                new ModuleBox("middle", "Middle.", List.of(), Set.of("low")),
                new ModuleBox("high", "High.", List.of(), Set.of("low", "middle")));

        assertThat(ArchitecturePicture.of(modules).split("class=\"use\"", -1)).hasSize(3);
    }
}
