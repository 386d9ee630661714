package dev.firebreak.postmortem.change;

import dev.firebreak.web.FieldInvalid;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file below a folder that the operator named. Its name holds no way out, and no part of its path is a symbolic link, at
 * the proposal and again right before each access, so that nothing outside the folder is ever read or written.
 */
final class ConfinedFile {

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}){0,5}");
    private static final int LARGEST = 256 * 1024;

    private final Path folder;
    private final String name;

    /** @param name relative, with slashes */
    ConfinedFile(Path folder, String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new FieldInvalid("file", "must be a name below the folder, such as app/service.properties");
        }
        this.folder = folder;
        this.name = name;
    }

    /** Its text; empty if there is no such file. */
    Optional<String> read() throws IOException {
        var file = checked();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
            throw new FieldInvalid("file", "must be a regular file of at most " + LARGEST + " bytes");
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException notText) {
            throw new FieldInvalid("file", "must be text in UTF-8");
        }
    }

    /** Replaces it as a whole: whoever reads it sees the old text or the new one. */
    void write(String text) throws IOException {
        var file = checked();
        var next = Files.createTempFile(file.getParent(), ".firebreak-", ".tmp");
        try {
            Files.writeString(next, text);
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(file));
            } else {
                Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(next, checked(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(checked());
    }

    @Override
    public String toString() {
        return folder + "/" + name;
    }

    private Path checked() throws IOException {
        var root = folder.toRealPath();
        var file = root;
        for (var part : Path.of(name)) {
            if (Files.isSymbolicLink(file)) {
                throw new FieldInvalid("file", "must not lead over a symbolic link");
            }
            file = file.resolve(part.toString());
        }
        if (Files.isSymbolicLink(file) || !file.normalize().startsWith(root)) {
            throw new FieldInvalid("file", "must not lead over a symbolic link");
        }
        if (!Files.isDirectory(file.getParent(), LinkOption.NOFOLLOW_LINKS)) {
            throw new FieldInvalid("file", "must be in a folder that exists");
        }
        return file;
    }
}
