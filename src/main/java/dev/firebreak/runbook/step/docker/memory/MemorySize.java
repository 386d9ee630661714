package dev.firebreak.runbook.step.docker.memory;

import java.util.Locale;
import java.util.regex.Pattern;

/** A size of memory as {@code docker} takes it: a whole number with m or g, at least 16m. */
public record MemorySize(String value) {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,6})([mg])");
    private static final long LEAST = 16L << 20;

    public MemorySize {
        value = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
        if (!FORM.matcher(value).matches() || bytes(value) < LEAST) {
            throw new IllegalArgumentException("expected a size such as 512m or 2g, at least 16m");
        }
    }

    public long bytes() {
        return bytes(value);
    }

    private static long bytes(String value) {
        var form = FORM.matcher(value);
        return form.matches() ? Long.parseLong(form.group(1)) << (form.group(2).equals("g") ? 30 : 20) : 0;
    }
}
