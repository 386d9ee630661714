package dev.firebreak.engine.release.difference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.engine.release.difference.ModelDifference.Line;
import dev.firebreak.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two files, line by line. A file that hides its content in one long line is broken at its elements,
 * and characters that can't be seen are shown as U+FFFD.
 */
final class LineDifference {

    private static final int CONTEXT = 3;
    private static final int LONGEST_LINE = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LineDifference() {}

    /** @param before null if there was no such file */
    static List<Line> of(String file, byte[] before, byte[] after) {
        var old = before == null ? List.<String>of() : lines(file, before);
        return folded(SequenceDifference.of(old, lines(file, after)));
    }

    private static List<String> lines(String file, byte[] content) {
        var text = new String(content, StandardCharsets.UTF_8);
        var broken = file.endsWith(".form") ? pretty(text) : text.replace("><", ">\n<");
        return broken.lines()
                .map(String::stripTrailing)
                .flatMap(line -> parts(line).stream())
                .toList();
    }

    private static String pretty(String json) {
        try {
            return JSON.readTree(json).toPrettyString();
        } catch (JsonProcessingException notJson) {
            return json;
        }
    }

    /** No part of a long line is cut off: it continues on the next one. */
    private static List<String> parts(String line) {
        var parts = new ArrayList<String>();
        var rest = line;
        while (rest.length() > LONGEST_LINE) {
            parts.add(Text.block(rest.substring(0, LONGEST_LINE), LONGEST_LINE));
            rest = rest.substring(LONGEST_LINE);
        }
        parts.add(Text.block(rest, LONGEST_LINE));
        return parts;
    }

    /** Leaves out lines that are the same and far from any difference. */
    private static List<Line> folded(List<SequenceDifference.Edit<String>> edits) {
        var near = new boolean[edits.size()];
        for (var i = 0; i < near.length; i++) {
            if (edits.get(i).change() != Change.SAME) {
                for (var j = Math.max(0, i - CONTEXT); j <= Math.min(near.length - 1, i + CONTEXT); j++) {
                    near[j] = true;
                }
            }
        }
        var lines = new ArrayList<Line>();
        for (var i = 0; i < near.length; i++) {
            if (near[i]) {
                lines.add(new Line(edits.get(i).change(), edits.get(i).element()));
                continue;
            }
            var from = i;
            while (i + 1 < near.length && !near[i + 1]) {
                i++;
            }
            lines.add(new Line(Change.SKIPPED, (i - from + 1) + " lines that stay"));
        }
        return lines;
    }
}
