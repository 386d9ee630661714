package dev.firebreak.text.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.yaml.snakeyaml.error.Mark;

/** Collects the errors of one file and reports them in the order of its lines. */
public class YamlErrors {

    private static final int MOST = 100;

    private record Entry(int line, int column, String text) {}

    private final String file;
    private final Function<List<String>, RuntimeException> invalid;
    private final List<Entry> found = new ArrayList<>();

    /** Errors that are thrown as {@link YamlInvalid}. */
    public YamlErrors(String file) {
        this(file, YamlInvalid::new);
    }

    /** @param invalid the exception for a file with these errors */
    public YamlErrors(String file, Function<List<String>, RuntimeException> invalid) {
        this.file = file;
        this.invalid = invalid;
    }

    /** @param mark where, or null for the first line */
    public void add(Mark mark, String path, String what) {
        var line = mark == null ? 1 : mark.getLine() + 1;
        var column = mark == null ? 1 : mark.getColumn() + 1;
        found.add(new Entry(line, column, line(file, mark, path, what)));
    }

    /** A mistake with file, line, column, field and reason; lines and columns count from 1. */
    static String line(String file, Mark mark, String path, String what) {
        return file + ":" + (mark == null ? "1:1" : mark.getLine() + 1 + ":" + (mark.getColumn() + 1)) + " "
                + (path.isEmpty() ? "" : path + ": ") + what;
    }

    /** Throws if there is an error. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw invalid.apply(lines());
        }
    }

    private List<String> lines() {
        var lines = found.stream()
                .sorted((a, b) -> a.line != b.line ? a.line - b.line : a.column - b.column)
                .map(Entry::text)
                .distinct()
                .toList();
        if (lines.size() <= MOST) {
            return lines;
        }
        var first = new ArrayList<>(lines.subList(0, MOST));
        first.add("… and " + (lines.size() - MOST) + " more");
        return first;
    }
}
