package dev.firebreak.incident.evidence;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.firebreak.incident.IncidentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The files of the evidence: {@code <incident id>/<UUID>}. No foreign text is ever part of a path, and no symbolic link
 * below the folder is followed, so that a planted link can't lead outside (guarantees.md E10).
 */
class EvidenceFolder {

    private static final String UNFINISHED = ".part";

    private final Path base;

    EvidenceFolder(Path base) {
        this.base = base.toAbsolutePath().normalize();
    }

    /** Writes the file atomically and durably: even after a power failure it is complete or absent (A15). */
    void write(IncidentId incident, UUID id, byte[] content) throws IOException {
        var folder = of(incident);
        if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            Files.createDirectories(base);
            Files.createDirectory(folder, only(base, "rwx------"));
            sync(base);
        }
        var unfinished = folder.resolve(id + UNFINISHED);
        try (var channel =
                FileChannel.open(unfinished, Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS), only(folder, "rw-------"))) {
            for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, folder.resolve(id.toString()), ATOMIC_MOVE);
        sync(folder);
    }

    byte[] read(IncidentId incident, UUID id) throws IOException {
        var folder = of(incident);
        if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            throw new FileSystemException(folder.toString(), null, "not a directory");
        }
        try (var channel = Files.newByteChannel(folder.resolve(id.toString()), Set.of(READ, NOFOLLOW_LINKS))) {
            return Channels.newInputStream(channel).readAllBytes();
        }
    }

    /** The incidents that have a folder. Other files and folders are ignored. */
    List<IncidentId> incidents() throws IOException {
        var found = new ArrayList<IncidentId>();
        if (!Files.isDirectory(base)) {
            return found;
        }
        try (var folders = Files.newDirectoryStream(base)) {
            for (var folder : folders) {
                var name = folder.getFileName().toString();
                if (IncidentId.isForm(name) && Files.isDirectory(folder, NOFOLLOW_LINKS)) {
                    found.add(new IncidentId(name));
                }
            }
        }
        return found;
    }

    /** Removes files that are older than {@code before} and not in {@code kept}; returns their number. */
    int sweep(IncidentId incident, Set<String> kept, Instant before) throws IOException {
        var swept = 0;
        try (var files = Files.newDirectoryStream(of(incident))) {
            for (var file : files) {
                var orphan = !kept.contains(file.getFileName().toString());
                if (orphan
                        && Files.getLastModifiedTime(file, NOFOLLOW_LINKS)
                                .toInstant()
                                .isBefore(before)) {
                    Files.delete(file);
                    swept++;
                }
            }
        }
        return swept;
    }

    private Path of(IncidentId incident) {
        return base.resolve(incident.value());
    }

    /** Flushes the folder to disk, which makes a rename in it durable. */
    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] only(Path near, String permissions) throws IOException {
        var posix = Files.getFileStore(near).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
