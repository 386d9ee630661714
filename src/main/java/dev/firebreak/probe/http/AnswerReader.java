package dev.firebreak.probe.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads one answer of HTTP/1.1 (RFC 9112) within limits: 64 KiB of head and 256 KiB of body. A longer head is an error;
 * a longer body is cut, since an answer may never end.
 */
final class AnswerReader {

    static final int MAX_BODY = 256 * 1024;

    private static final int MAX_HEAD = 64 * 1024;
    private static final int MAX_NUMBER = 18;

    private final InputStream in;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int headBytes;
    private int status;
    private boolean isCut;

    /** @param in buffered */
    AnswerReader(InputStream in) {
        this.in = in;
    }

    /** @param method of the request: an answer to HEAD has no body */
    void read(String method) throws IOException {
        do {
            readHead();
        } while (status / 100 == 1);
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return;
        }
        if (header("Transfer-Encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            readChunks();
        } else if (headers.containsKey("Content-Length")) {
            readBytes(number(headers.get("Content-Length").get(0), 10), true);
        } else {
            readBytes(Long.MAX_VALUE, false);
        }
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    boolean isCut() {
        return isCut;
    }

    private String header(String name) {
        return String.join(",", headers.getOrDefault(name, List.of()));
    }

    private void readHead() throws IOException {
        var first = line();
        if (!first.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new ProtocolException("it does not answer by HTTP/1.1");
        }
        status = Integer.parseInt(first.substring(9, 12));
        headers.clear();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            if (colon <= 0) {
                throw new ProtocolException("a header has no name");
            }
            headers.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
    }

    private void readChunks() throws IOException {
        while (!isCut) {
            var size = line();
            var end = size.indexOf(';');
            var bytes = number((end < 0 ? size : size.substring(0, end)).strip(), 16);
            if (bytes == 0) {
                return;
            }
            readBytes(bytes, true);
            if (!isCut) {
                line();
            }
        }
    }

    /** @param isExact whether the answer is broken if it ends earlier */
    private void readBytes(long bytes, boolean isExact) throws IOException {
        var buffer = new byte[8 * 1024];
        for (var left = bytes; left > 0; ) {
            var free = MAX_BODY - body.size();
            if (free == 0) {
                isCut = true;
                return;
            }
            var read = in.read(buffer, 0, (int) Math.min(left, Math.min(free, buffer.length)));
            if (read < 0 && isExact) {
                throw new EOFException("the answer is shorter than it says");
            }
            if (read < 0) {
                return;
            }
            body.write(buffer, 0, read);
            left -= read;
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended before the answer did");
            }
            if (++headBytes > MAX_HEAD) {
                throw new ProtocolException("its head is longer than 64 KiB");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static long number(String digits, int radix) throws IOException {
        if (digits.isEmpty()
                || digits.length() > MAX_NUMBER
                || !digits.matches(radix == 10 ? "[0-9]+" : "[0-9a-fA-F]+")) {
            throw new ProtocolException("it gives no readable length");
        }
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            throw new ProtocolException("it gives no readable length");
        }
    }
}
