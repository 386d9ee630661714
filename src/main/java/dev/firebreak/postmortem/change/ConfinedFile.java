package dev.firebreak.postmortem.change;

import dev.firebreak.postmortem.change.CarriedChange.NotWritten;
import dev.firebreak.web.FieldInvalid;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
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
    private static final String PREFIX = ".firebreak-";
    private static final String SUFFIX = ".tmp";
    private static final long LEFT_MILLIS = 60_000; // a write takes some milliseconds

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
        var next = Files.createTempFile(file.getParent(), PREFIX, SUFFIX);
        try {
            sweep(file.getParent(), Files.getLastModifiedTime(next));
            Files.writeString(next, text);
            if (Files.exists(file)) {
                likeBefore(next, Files.readAttributes(file, PosixFileAttributes.class));
            } else {
                Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
            }
            force(next);
            Files.move(next, checked(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(file.getParent());
        } finally {
            Files.deleteIfExists(next);
        }
    }

    void delete() throws IOException {
        var file = checked();
        Files.deleteIfExists(file);
        force(file.getParent());
    }

    /** The service that reads the file must still be able to, and nobody else. */
    private static void likeBefore(Path next, PosixFileAttributes before) throws IOException {
        var view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
        var now = view.readAttributes();
        try {
            if (!now.owner().equals(before.owner())) {
                view.setOwner(before.owner());
            }
            if (!now.group().equals(before.group())) {
                view.setGroup(before.group());
            }
        } catch (IOException e) {
            throw new NotWritten(
                    "the file belongs to " + before.owner() + ":" + before.group()
                            + ", and Firebreak can't give the new one to them",
                    e);
        }
        view.setPermissions(before.permissions()); // after the owner, whose change clears some of them
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes what a killed node left. */
    private static void sweep(Path folder, FileTime now) throws IOException {
        try (var left = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (var file : left) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(file).toMillis() < now.toMillis() - LEFT_MILLIS) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException | NoSuchFileException e) {
            // Another node sweeps, too; what is left goes next time.
        }
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
