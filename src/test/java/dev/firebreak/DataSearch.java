package dev.firebreak;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All data that Firebreak has written, as text, by place; compressed content is unpacked. */
final class DataSearch {

    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

    void add(String place, String text) {
        texts.computeIfAbsent(place, p -> new StringBuilder()).append(text).append('\n');
    }

    /** Every column of every table, ours and the engine's. */
    void addDatabase(JdbcClient jdbc) {
        var tables = jdbc.sql("select table_name from information_schema.tables where table_schema = 'PUBLIC'")
                .query(String.class)
                .list();
        for (var table : tables) {
            jdbc.sql("select * from \"" + table + "\"").query(row -> {
                addRow(table, row);
            });
        }
    }

    private void addRow(String table, ResultSet row) throws SQLException {
        var columns = row.getMetaData();
        for (var n = 1; n <= columns.getColumnCount(); n++) {
            var isBinary = columns.getColumnTypeName(n).startsWith("BINARY");
            var text = isBinary ? text(row.getBytes(n)) : row.getString(n);
            if (text != null) {
                add("database " + table + "." + columns.getColumnName(n), text);
            }
        }
    }

    void addFiles(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                add("file " + folder.relativize(file), text(Files.readAllBytes(file)));
            }
        }
    }

    /** The places that contain one of them. */
    List<String> where(List<String> secrets) {
        return texts.entrySet().stream()
                .flatMap(place -> secrets.stream()
                        .filter(place.getValue().toString()::contains)
                        .map(secret -> place.getKey() + ": " + secret))
                .toList();
    }

    private static String text(byte[] content) {
        var isPacked = content != null && content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b;
        return content == null ? null : new String(isPacked ? unpacked(content) : content, StandardCharsets.UTF_8);
    }

    private static byte[] unpacked(byte[] content) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
