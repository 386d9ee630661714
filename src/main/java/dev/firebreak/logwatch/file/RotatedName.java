package dev.firebreak.logwatch.file;

import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names that logrotate and logging libraries give to rotated files, such as {@code auth.log.1}. */
final class RotatedName {

    private static final Pattern NUMBERED = Pattern.compile("(?<base>.+)\\.(?<number>\\d{1,3})");
    private static final Pattern DATED =
            Pattern.compile("(?<base>.+?)[.-]\\d{4}-?\\d{2}-?\\d{2}(?:[-T_.]?\\d{1,12})?(?<end>\\.[A-Za-z]{1,8})?");
    private static final Pattern COMPRESSED = Pattern.compile("(?<base>.+)\\.(?:gz|bz2|xz|zst|lz4|zip|Z)");

    private RotatedName() {}

    static boolean isCompressed(Path file) {
        return COMPRESSED.matcher(file.getFileName().toString()).matches();
    }

    /** A dated name alone is no rotation: some services log to {@code app-2026-11-29.log} from the beginning. */
    static boolean isRotated(Path file, Predicate<Path> isLog) {
        return isCompressed(file)
                || bases(file.getFileName().toString())
                        .map(file::resolveSibling)
                        .anyMatch(isLog);
    }

    static boolean isRotatedFrom(Path file, Path log) {
        return bases(file.getFileName().toString())
                .anyMatch(base -> base.equals(log.getFileName().toString()));
    }

    /** The higher, the older; 0 if the name has none. */
    static int number(Path file) {
        var numbered = NUMBERED.matcher(file.getFileName().toString());
        return numbered.matches() ? Integer.parseInt(numbered.group("number")) : 0;
    }

    private static Stream<String> bases(String name) {
        var numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            return Stream.of(numbered.group("base"));
        }
        var dated = DATED.matcher(name);
        if (!dated.matches()) {
            return Stream.empty();
        }
        var end = dated.group("end");
        return Stream.of(dated.group("base"), dated.group("base") + (end == null ? ".log" : end));
    }
}
