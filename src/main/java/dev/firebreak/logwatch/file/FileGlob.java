package dev.firebreak.logwatch.file;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the files of a glob below its folder: the part of the path before the first wildcard. Rotated files are left
 * out, since they were read under their first name.
 */
final class FileGlob {

    static final int MOST_FILES = 10_000;

    private static final int MOST_ENTRIES = 200_000;
    private static final int DEEPEST = 16;
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    private final Path folder;
    private final PathMatcher matcher;
    private final int depth;

    /**
     * What a look found.
     *
     * @param trouble what could not be looked at, or null
     */
    record Found(List<Path> files, String trouble) {}

    /** Throws {@link IllegalArgumentException} if the glob is no absolute path. */
    FileGlob(String glob) {
        var path = Path.of(glob);
        if (!path.isAbsolute() || !path.equals(path.normalize())) {
            throw new IllegalArgumentException("\"" + glob + "\" is no absolute path, such as /var/log/mosaic/*.log");
        }
        folder = folder(path);
        matcher = path.getFileSystem().getPathMatcher("glob:" + glob);
        depth = glob.contains("**") ? DEEPEST : path.getNameCount() - folder.getNameCount();
    }

    private static Path folder(Path path) {
        var folder = path.getRoot();
        for (var n = 0; n < path.getNameCount() - 1; n++) {
            if (WILDCARD.matcher(path.getName(n).toString()).find()) {
                return folder;
            }
            folder = folder.resolve(path.getName(n));
        }
        return folder;
    }

    Path folder() {
        return folder;
    }

    boolean matches(Path file) {
        return matcher.matches(file);
    }

    /** @param isLog whether a path is or was a log of its own */
    Found look(Predicate<Path> isLog) {
        var look = new Look(isLog);
        try {
            look.real = folder.toRealPath();
            Files.walkFileTree(look.real, EnumSet.noneOf(FileVisitOption.class), depth, look);
        } catch (IOException e) {
            look.trouble = folder + " can't be looked at: " + e.getClass().getSimpleName();
        }
        look.files.sort(null);
        return new Found(look.files, look.trouble);
    }

    private final class Look extends SimpleFileVisitor<Path> {

        private final Predicate<Path> isLog;
        private final List<Path> files = new ArrayList<>();
        private Path real;
        private int entries;
        private String trouble;

        private Look(Predicate<Path> isLog) {
            this.isLog = isLog;
        }

        @Override
        public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) {
            if (++entries > MOST_ENTRIES) {
                trouble = folder + " has more than " + MOST_ENTRIES + " entries; the others are not looked at";
                return FileVisitResult.TERMINATE;
            }
            var file = folder.resolve(real.relativize(found));
            if (attributes.isDirectory() || !matcher.matches(file) || RotatedName.isRotated(file, isLog)) {
                return FileVisitResult.CONTINUE;
            }
            if (files.size() == MOST_FILES) {
                trouble = "more than " + MOST_FILES + " files match; the others are not watched";
                return FileVisitResult.TERMINATE;
            }
            files.add(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            trouble = file + " can't be looked at: " + e.getClass().getSimpleName();
            return FileVisitResult.CONTINUE;
        }
    }
}
