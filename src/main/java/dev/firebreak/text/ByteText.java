package dev.firebreak.text;

import java.util.Locale;

/** Sizes for people: {@code 512 B}, {@code 3.2 MiB}. */
public final class ByteText {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private ByteText() {}

    /** Such as {@code 512 B} or {@code 3.2 MiB}. */
    public static String of(long bytes) {
        var size = (double) bytes;
        var unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
