package dev.firebreak.logwatch.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * A file as its file system describes it.
 *
 * @param key device and inode
 */
record FileState(String key, long size, Instant modifiedAt, boolean isRegular, boolean isLink) {

    private static final String UNKNOWN = "?";

    /** Throws {@link java.nio.file.NoSuchFileException} if there is none. Does not follow a link. */
    static FileState of(Path path) throws IOException {
        var found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileState(
                found.fileKey() == null ? UNKNOWN : found.fileKey().toString(),
                found.size(),
                found.lastModifiedTime().toInstant(),
                found.isRegularFile(),
                found.isSymbolicLink());
    }

    boolean isSame(String other) {
        return key.equals(other) && !key.equals(UNKNOWN);
    }
}
