package dev.firebreak.access.audit.check;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Verifies the rows of the audit, in the order of the log, against their hash chains and against anchors that were
 * written outside the database. It names each row that was changed, moved, removed or replaced. Firebreak uses it, and
 * anyone can run it alone, with {@code java AuditCheck.java EXPORT ANCHORS [SIZE ROOT]}: SIZE and ROOT are a head that
 * came by mail or webhook. It trusts neither the database nor the hashes in it. Rows that were withheld from the reader
 * of the export count by their leaf hash alone.
 */
public final class AuditCheck {

    private static final String FIRST_HASH = "0".repeat(64);
    private static final String NO_LEAVES = "-";
    private static final String WITHHELD = "withheld";
    private static final int MOST = 20;

    private record Anchor(long from, long to, String name, String root, String[] leaves) {}

    /** @param withheld how many rows had been withheld before this one */
    private record Link(long number, String hash, long withheld) {}

    private record Peak(int height, byte[] hash) {}

    private final List<Anchor> anchors = new ArrayList<>();
    private final Map<String, Link> chains = new HashMap<>();
    private final Deque<Peak> peaks = new ArrayDeque<>();
    private final List<String> findings = new ArrayList<>();
    private long size;
    private long withheld;
    private long explained;
    private int next;
    private long more;

    /** @param lines of an anchor file; a line that a crash cut off is left out */
    public AuditCheck(List<String> lines) {
        for (var line = 0; line < lines.size(); line++) {
            try {
                read(lines.get(line).split(" "));
            } catch (RuntimeException damaged) {
                find("line " + (line + 1) + " of the anchors is damaged");
            }
        }
    }

    private void read(String[] field) {
        if (field.length == 6 && field[0].equals("anchor") && field[5].equals(".")) {
            var leaves = field[4].equals(NO_LEAVES) ? new String[0] : field[4].split(",");
            var to = Long.parseLong(field[2]);
            if (to - anchored() != leaves.length) {
                find("the anchor of " + field[1] + " does not continue the one before it: anchors are missing");
            }
            anchors.add(new Anchor(anchored(), to, "the anchor of " + field[1], field[3], leaves));
        } else if (field.length == 6 && field[0].equals("restored") && field[5].equals(".")) {
            restored(Long.parseLong(field[2]), field[3]);
        }
    }

    public static void main(String[] arguments) throws IOException {
        System.exit(run(arguments, System.out));
    }

    /** Returns 0 if the audit is intact, 1 if it is not, 2 if the arguments are wrong. */
    public static int run(String[] arguments, PrintStream out) throws IOException {
        if (arguments.length != 2 && arguments.length != 4) {
            out.println("arguments: EXPORT ANCHORS [SIZE ROOT]");
            return 2;
        }
        var check = new AuditCheck(Files.readAllLines(Path.of(arguments[1])));
        if (arguments.length == 4) {
            check.head("the given head", Long.parseLong(arguments[2]), arguments[3]);
        }
        try (var rows = Files.newBufferedReader(Path.of(arguments[0]))) {
            for (var row = rows.readLine(); row != null; row = rows.readLine()) {
                check.row(row);
            }
        }
        var found = check.findings();
        found.forEach(out::println);
        out.println((found.isEmpty() ? "Intact: " : "Not intact: ") + check.size + " rows, " + check.withheld()
                + check.summary());
        return found.isEmpty() ? 0 : 1;
    }

    /** Adds a head that was kept elsewhere: the log must have this root at this size. */
    public void head(String name, long covers, String root) {
        var at = 0;
        while (at < anchors.size() && anchors.get(at).to() <= covers) {
            at++;
        }
        var from = at == 0 ? 0 : anchors.get(at - 1).to();
        anchors.add(at, new Anchor(from, covers, name, root, new String[0]));
    }

    /** Checks the next line of an export: position, chain, number, hash, entry. */
    public void row(String line) {
        var field = line.split(" ", 5);
        if (field.length == 3 && field[1].equals(WITHHELD) && field[2].matches("[0-9a-f]{64}")) {
            withheld(Long.parseLong(field[0]), field[2]);
            return;
        }
        if (field.length != 5) {
            find("a line of the export is not a row: " + line.substring(0, Math.min(40, line.length())));
            return;
        }
        row(Long.parseLong(field[0]), field[1], Long.parseLong(field[2]), field[3], field[4]);
    }

    /**
     * Checks the next row.
     *
     * @param position in the log, from 0
     * @param chain as in the export: without spaces
     */
    public void row(long position, String chain, long number, String hash, String entry) {
        while (size < position) {
            missing("position " + size);
        }
        var name = "chain " + chain + ", row " + number;
        if (position < size) {
            find(name + ": its position " + position + " is taken");
            return;
        }
        var leaf = sha256("\0" + entry);
        var kept = kept(size);
        if (kept != null && !kept.endsWith("=" + hex(leaf))) {
            find(name + " was changed or replaced: " + anchor(size).name() + " has another row at position " + size);
            leaf = hash(kept);
        } else {
            checkChain(chain, number, hash, entry);
        }
        chains.put(chain, new Link(number, hash, withheld));
        add(leaf);
    }

    /** Counts the next row, which the reader may not see, by its leaf hash. Its chain is not known. */
    private void withheld(long position, String leaf) {
        while (size < position) {
            missing("position " + size);
        }
        if (position < size) {
            find("a withheld row: its position " + position + " is taken");
            return;
        }
        var kept = kept(size);
        if (kept != null && !kept.endsWith("=" + leaf)) {
            find("a withheld row was changed or replaced: " + anchor(size).name() + " has another row at position "
                    + size);
            leaf = hex(hash(kept));
        }
        withheld++;
        add(HexFormat.of().parseHex(leaf));
    }

    private void checkChain(String chain, long number, String hash, String entry) {
        var before = chains.getOrDefault(chain, new Link(0, FIRST_HASH, 0));
        var gap = number - before.number() - 1;
        if (gap > 0 && gap <= withheld - Math.max(before.withheld(), explained) && isOf(entry, chain, number)) {
            explained += gap;
        } else if (gap != 0) {
            find("chain " + chain + ", row " + (before.number() + 1) + " is missing or moved");
        } else if (!hex(sha256(before.hash() + entry)).equals(hash) || !isOf(entry, chain, number)) {
            find("chain " + chain + ", row " + number + " was changed or moved");
        }
    }

    /** Entries are canonical: sorted keys, no spaces, so that the number comes last. */
    private static boolean isOf(String entry, String chain, long number) {
        return entry.contains("\"chain\":\"" + URLDecoder.decode(chain, StandardCharsets.UTF_8) + "\"")
                && entry.endsWith("\"number\":" + number + "}");
    }

    /** Records that the row at the next position is not there. The tree goes on with what the anchor has. */
    public void missing(String name) {
        var kept = kept(size);
        find(
                kept == null
                        ? name + " is missing"
                        : name(kept) + " is missing: " + anchor(size).name() + " has it at position " + size);
        add(kept == null ? new byte[32] : hash(kept));
    }

    /** What is wrong, in the order of the log; empty if all rows are intact. Call it after the last row. */
    public List<String> findings() {
        if (size < anchored()) {
            findings.add("the log ends at " + size + " rows, but "
                    + anchors.get(anchors.size() - 1).name() + " covers " + anchored()
                    + ": rows at the end are missing");
        }
        while (size < anchored()) {
            missing("position " + size);
        }
        if (more > 0) {
            findings.add("and " + more + " more");
            more = 0;
        }
        return List.copyOf(findings);
    }

    /** The anchors in one sentence. */
    public String summary() {
        var kept = anchors.stream().filter(anchor -> anchor.leaves().length > 0).toList();
        return kept.isEmpty()
                ? "no anchors"
                : "anchors: " + kept.size() + ", the last one covers "
                        + kept.get(kept.size() - 1).to() + " rows";
    }

    private String withheld() {
        return withheld == 0 ? "" : withheld + " of them withheld, ";
    }

    private void add(byte[] leaf) {
        var peak = new Peak(0, leaf);
        while (!peaks.isEmpty() && peaks.peek().height() == peak.height()) {
            peak = new Peak(peak.height() + 1, node(peaks.pop().hash(), peak.hash()));
        }
        peaks.push(peak);
        size++;
        for (; next < anchors.size() && anchors.get(next).to() <= size; next++) {
            var anchor = anchors.get(next);
            if (anchor.to() == size && !anchor.root().equals(root())) {
                find(anchor.name() + " has another root for " + size + " rows: a row since position " + anchor.from()
                        + " was changed, or the anchor was");
            }
        }
    }

    private String root() {
        byte[] root = null;
        for (var peak : peaks) {
            root = root == null ? peak.hash() : node(peak.hash(), root);
        }
        return hex(root);
    }

    /** A restore that an administrator confirmed: the anchors behind this size are void. */
    private void restored(long to, String root) {
        anchors.removeIf(anchor -> anchor.from() >= to);
        if (anchored() > to) {
            var last = anchors.remove(anchors.size() - 1);
            anchors.add(new Anchor(last.from(), to, last.name(), root, last.leaves()));
        }
    }

    private long anchored() {
        return anchors.isEmpty() ? 0 : anchors.get(anchors.size() - 1).to();
    }

    private Anchor anchor(long position) {
        for (var at = next; at < anchors.size(); at++) {
            if (position < anchors.get(at).to()) {
                return anchors.get(at);
            }
        }
        return null;
    }

    /** The leaf that the anchor has at this position, as {@code chain#number=hash}, or null. */
    private String kept(long position) {
        for (var at = next; at < anchors.size(); at++) {
            var anchor = anchors.get(at);
            var leaf = position - anchor.from();
            if (leaf >= 0 && leaf < anchor.leaves().length) {
                return anchor.leaves()[(int) leaf];
            }
        }
        return null;
    }

    private static String name(String kept) {
        var row = kept.substring(0, kept.indexOf('='));
        return row.equals(WITHHELD) ? "a withheld row" : "chain " + row.replace("#", ", row ");
    }

    private static byte[] hash(String kept) {
        return HexFormat.of().parseHex(kept.substring(kept.indexOf('=') + 1));
    }

    private void find(String what) {
        if (findings.size() < MOST) {
            findings.add(what);
        } else {
            more++;
        }
    }

    private static byte[] node(byte[] left, byte[] right) {
        var digest = digest();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    private static byte[] sha256(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
