package dev.firebreak.probe.declaration;

import dev.firebreak.probe.ProbeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of declarations that a test writes. */
public final class DeclarationsFixture {

    private final Path folder;

    public DeclarationsFixture(Path folder) {
        this.folder = folder;
    }

    public DeclarationsFixture write(String file, String yaml) {
        try {
            Files.writeString(folder.resolve(file), yaml);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProbeSettings settings() {
        return new ProbeSettings(folder, 8, false);
    }

    /** Puts what the files say now into force, as {@code Reloads} does. */
    public static void reload(CurrentDeclarations declared) {
        declared.prepare(declared.read()).swap().run();
    }

    public Declarations read(List<ProbeKind> kinds) {
        return new DeclarationFolder(settings(), kinds).read();
    }
}
