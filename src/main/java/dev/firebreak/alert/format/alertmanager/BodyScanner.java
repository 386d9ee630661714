package dev.firebreak.alert.format.alertmanager;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads a body of the usual form straight from its bytes, several times faster than a general parser: texts that repeat,
 * such as labels, become one String, and nothing is built of what Firebreak does not use. Gives up at anything unusual,
 * such as a number with an exponent, an escape in a name or a mistake: {@link AlertmanagerFormat} then reads the body
 * with a general parser, which alone refuses bodies. What the scanner reads, that parser reads in the same way.
 */
final class BodyScanner {

    /** Deeper objects and larger ones than senders send are left to the general parser. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_NAMES = 32;
    private static final int MAX_NAME = 200;
    private static final int MAX_DIGITS = 15;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;

    private final byte[] body;
    private final StringCache words;
    private int at;

    private BodyScanner(byte[] body) {
        this.body = body;
        this.words = new StringCache(body);
    }

    /** Null if the body is not of the usual form, which says nothing about whether it is right. */
    static RawNotification read(byte[] body) {
        try {
            return new BodyScanner(body).notification();
        } catch (UnusualBody | ArrayIndexOutOfBoundsException e) {
            return null; // the end came too early
        }
    }

    private RawNotification notification() {
        var sent = new RawNotification();
        var names = new FieldNames();
        open('{');
        for (var more = !closes('}'); more; more = another('}')) {
            var name = name(names);
            switch (name) {
                case "groupKey" -> sent.groupKey = text();
                case "status" -> sent.status = text();
                case "truncatedAlerts" -> sent.truncated = number();
                case "alerts" -> sent.alerts = alerts();
                default -> skip(0);
            }
        }
        expect(sent.alerts != null);
        while (at < body.length) {
            expect(isBlank(body[at++]));
        }
        return sent;
    }

    private List<RawAlert> alerts() {
        var alerts = new ArrayList<RawAlert>();
        open('[');
        for (var more = !closes(']'); more; more = another(']')) {
            alerts.add(alert());
        }
        return alerts;
    }

    private RawAlert alert() {
        var sent = new RawAlert();
        var names = new FieldNames();
        open('{');
        for (var more = !closes('}'); more; more = another('}')) {
            var name = name(names);
            switch (name) {
                case "status" -> sent.status = text();
                case "labels" -> sent.labels = texts();
                case "annotations" -> sent.annotations = texts();
                case "startsAt" -> sent.startsAt = text();
                case "endsAt" -> sent.endsAt = text();
                case "generatorURL" -> sent.generatorUrl = text();
                case "fingerprint" -> sent.fingerprint = text();
                case "silenceURL" -> sent.silenceUrl = text();
                case "dashboardURL" -> sent.dashboardUrl = text();
                case "panelURL" -> sent.panelUrl = text();
                case "imageURL" -> sent.imageUrl = text();
                case "valueString" -> sent.values = text();
                default -> skip(0);
            }
        }
        return sent;
    }

    private Map<String, String> texts() {
        if (next() == 'n') {
            literal("null");
            return Map.of();
        }
        var names = new FieldNames();
        var texts = new ArrayList<String>();
        open('{');
        for (var more = !closes('}'); more; more = another('}')) {
            texts.add(name(names));
            texts.add(text());
        }
        return new SmallTextMap(texts.toArray(String[]::new));
    }

    private String text() {
        return switch (next()) {
            case '"' -> string();
            case 'n' -> literal("null");
            case 't' -> literal("true");
            case 'f' -> literal("false");
            default -> digits();
        };
    }

    private long number() {
        if (next() == 'n') {
            literal("null");
            return 0;
        }
        return Long.parseLong(digits());
    }

    private void skip(int depth) {
        expect(depth < MAX_DEPTH);
        switch (next()) {
            case '{' -> skipObject(depth + 1);
            case '[' -> skipArray(depth + 1);
            default -> skipText();
        }
    }

    private void skipObject(int depth) {
        var names = new FieldNames();
        open('{');
        for (var more = !closes('}'); more; more = another('}')) {
            name(names);
            skip(depth);
        }
    }

    private void skipArray(int depth) {
        open('[');
        for (var more = !closes(']'); more; more = another(']')) {
            skip(depth);
        }
    }

    private void skipText() {
        var isNumber = isDigit(next());
        text();
        if (isNumber && body[at] == '.') {
            var from = ++at;
            while (isDigit(body[at])) {
                at++;
            }
            expect(at > from && at - from <= MAX_DIGITS);
        }
    }

    private String name(FieldNames names) {
        var name = name();
        names.add(name);
        return name;
    }

    /** A name in ASCII without escapes, and its colon. */
    private String name() {
        expect(next() == '"');
        var from = ++at;
        var hash = pass();
        expect(body[at] == '"' && at - from <= MAX_NAME);
        var name = words.word(from, at++, hash);
        open(':');
        return name;
    }

    private String string() {
        var from = ++at;
        var hash = pass();
        return body[at] == '"' ? words.word(from, at++, hash) : unusualString(from);
    }

    /**
     * Passes letters of ASCII, eight at once, up to a quotation mark, a backslash, a control character or a letter beyond
     * ASCII. Answers a hash of what was passed.
     */
    private long pass() {
        var hash = 0L;
        while (at + Long.BYTES <= body.length) {
            var eight = (long) EIGHT.get(body, at);
            var stops = stops(eight);
            if (stops != 0) {
                var letters = Long.numberOfTrailingZeros(stops) / Byte.SIZE;
                at += letters;
                return mixed(hash, eight & (1L << letters * Byte.SIZE) - 1);
            }
            at += Long.BYTES;
            hash = mixed(hash, eight);
        }
        for (var next = body[at]; next >= ' ' && next != '"' && next != '\\'; next = body[++at]) {
            hash = mixed(hash, next);
        }
        return hash;
    }

    /** The lowest bit that is set is in the first byte that is no plain letter. */
    private static long stops(long eight) {
        return (eight | less(eight, ' ') | less(eight ^ EACH * '"', 1) | less(eight ^ EACH * '\\', 1)) & EACH * 0x80;
    }

    /** Has the high bit of each byte below the limit, if no byte before it is below the limit. */
    private static long less(long eight, int limit) {
        return eight - EACH * limit & ~eight;
    }

    private static long mixed(long hash, long eight) {
        return (hash ^ eight) * 0x9E3779B97F4A7C15L;
    }

    /** With escapes, or with letters beyond ASCII, whose bytes are negative. */
    private String unusualString(int from) {
        for (var next = body[at]; next != '"'; next = body[++at]) {
            expect(next < 0 || next >= ' ');
            if (next == '\\') {
                at++;
            }
        }
        var text = new String(body, from, at++ - from, UTF_8);
        expect(text.indexOf('\uFFFD') < 0); // perhaps no UTF-8
        return text.indexOf('\\') < 0 ? text : unescaped(text);
    }

    private static String unescaped(String text) {
        var plain = new StringBuilder(text.length());
        for (var n = 0; n < text.length(); n++) {
            var letter = text.charAt(n);
            if (letter != '\\') {
                plain.append(letter);
            } else if (text.charAt(++n) == 'u') {
                expect(n + 4 < text.length());
                plain.append(unit(text.substring(n + 1, n + 5)));
                n += 4;
            } else {
                plain.append(escaped(text.charAt(n)));
            }
        }
        return plain.toString();
    }

    private static char unit(String hex) {
        var unit = 0;
        for (var n = 0; n < hex.length(); n++) {
            var digit = hex.charAt(n) < 128 ? Character.digit(hex.charAt(n), 16) : -1;
            expect(digit >= 0);
            unit = unit * 16 + digit;
        }
        expect(!Character.isSurrogate((char) unit));
        return (char) unit;
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new UnusualBody();
        };
    }

    private String digits() {
        var from = at;
        while (isDigit(body[at])) {
            at++;
        }
        var length = at - from;
        expect(length == 1 || length > 1 && length <= MAX_DIGITS && body[from] != '0');
        return new String(body, from, length, ISO_8859_1);
    }

    /** Null for "null". */
    private String literal(String word) {
        for (var n = 0; n < word.length(); n++) {
            expect(body[at++] == word.charAt(n));
        }
        return word.equals("null") ? null : word;
    }

    private void open(char bracket) {
        expect(next() == bracket);
        at++;
    }

    private boolean closes(char bracket) {
        var closes = next() == bracket;
        at += closes ? 1 : 0;
        return closes;
    }

    /** Whether a comma follows, and not the end. */
    private boolean another(char bracket) {
        if (next() == ',') {
            at++;
            return true;
        }
        expect(closes(bracket));
        return false;
    }

    /** The next byte that is not blank; it is not taken. */
    private byte next() {
        while (isBlank(body[at])) {
            at++;
        }
        return body[at];
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    private static void expect(boolean usual) {
        if (!usual) {
            throw new UnusualBody();
        }
    }

    /** The names of one object: none stands twice. */
    private static final class FieldNames {

        private String[] names = new String[8];
        private int count;

        void add(String name) {
            expect(count < MAX_NAMES);
            for (var n = 0; n < count; n++) {
                expect(!names[n].equals(name));
            }
            if (count == names.length) {
                names = Arrays.copyOf(names, MAX_NAMES);
            }
            names[count++] = name;
        }
    }

    /** The short texts of one body: the same bytes mostly become the same String. */
    private static final class StringCache {

        private static final int BITS = 9;
        private static final int MAX_LENGTH = 200;

        private final byte[] body;
        private final String[] words = new String[1 << BITS];
        private final int[] starts = new int[1 << BITS];

        StringCache(byte[] body) {
            this.body = body;
        }

        String word(int from, int to, long hash) {
            if (to - from > MAX_LENGTH) {
                return new String(body, from, to - from, ISO_8859_1);
            }
            var slot = (int) (hash >>> Long.SIZE - BITS);
            if (!stands(slot, from, to)) {
                words[slot] = new String(body, from, to - from, ISO_8859_1);
                starts[slot] = from;
            }
            return words[slot];
        }

        private boolean stands(int slot, int from, int to) {
            var word = words[slot];
            return word != null && word.length() == to - from && isSame(starts[slot], from, word.length());
        }

        private boolean isSame(int one, int other, int length) {
            var n = 0;
            for (; n + Long.BYTES <= length; n += Long.BYTES) {
                if ((long) EIGHT.get(body, one + n) != (long) EIGHT.get(body, other + n)) {
                    return false;
                }
            }
            for (; n < length; n++) {
                if (body[one + n] != body[other + n]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class UnusualBody extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusualBody() {
            super(null, null, false, false);
        }
    }
}
