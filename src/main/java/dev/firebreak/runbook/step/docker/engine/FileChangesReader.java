package dev.firebreak.runbook.step.docker.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Reads a list of changes as the Docker Engine sends it, of any length, and keeps a bounded part of it. */
final class FileChangesReader {

    /** So many of programs, and so many of other files. */
    static final int KEPT = 20_000;

    private static final Pattern PROGRAM = Pattern.compile(". (?:/usr(?:/local)?)?/(?:s?bin|lib|lib64|libexec)/.+");

    /** Of the engine's numbers for a change: modified, added, deleted. */
    private static final String KINDS = "CAD";

    private final List<String> programs = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private long all;

    private FileChangesReader() {}

    /** @param inTime whether there is time to read on */
    static FileChanges read(JsonParser json, BooleanSupplier inTime) throws IOException {
        var reader = new FileChangesReader();
        var whole = reader.readAll(json, inTime);
        reader.programs.addAll(reader.others);
        return new FileChanges(reader.programs, reader.all, whole);
    }

    private boolean readAll(JsonParser json, BooleanSupplier inTime) throws IOException {
        var path = "";
        var kind = -1;
        for (var token = json.nextToken(); token != null && token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                path = "";
                kind = -1;
            } else if (token == JsonToken.END_OBJECT) {
                keep(kind, path);
                if (all % 1_000 == 0 && !inTime.getAsBoolean()) {
                    return false;
                }
            } else if (token == JsonToken.VALUE_STRING && "Path".equals(json.currentName())) {
                path = json.getText();
            } else if (token == JsonToken.VALUE_NUMBER_INT && "Kind".equals(json.currentName())) {
                kind = json.getIntValue();
            }
        }
        return true;
    }

    private void keep(int kind, String path) {
        all++;
        var change = (kind >= 0 && kind < KINDS.length() ? KINDS.charAt(kind) : '?') + " " + path;
        var list = PROGRAM.matcher(change).matches() ? programs : others;
        if (list.size() < KEPT) {
            list.add(change);
        }
    }
}
