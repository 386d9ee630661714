package dev.firebreak.logwatch.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Searches bytes for many literals at once, in any case of ASCII letters: the algorithm of Wu and Manber (1994, "A fast
 * algorithm for multi-pattern searching", TR 94-17). It looks at pairs of bytes and skips ahead where no literal can
 * end, so it reads about every third byte.
 */
final class LiteralSearch {

    private static final VarHandle PAIRS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** Sets the bit that tells a lower-case letter from an upper-case one; other bytes may fall together, too. */
    private static final int FOLD = 0x20;

    private static final int FOLD_PAIR = 0x2020;
    private static final int PAIR = 2;

    /** A longer beginning makes longer steps, but the table has to tell more pairs apart. */
    private static final int LONGEST_BEGINNING = 8;

    private static final int TABLE = 1 << 13;

    private final byte[][] literals;

    /** By literal, who asks for it. */
    private final int[] owners;

    /** How many bytes of each literal are searched for. */
    private final int beginning;

    /** By the hash of a pair, how far no literal can begin. */
    private final byte[] shifts = new byte[TABLE];

    /** By the hash of a pair, the literals whose beginning ends with it. */
    private final int[][] ends = new int[TABLE][];

    /** @param byOwner the literals of each owner, each of at least two bytes */
    LiteralSearch(List<List<String>> byOwner) {
        var all = new ArrayList<byte[]>();
        var of = new ArrayList<Integer>();
        for (var owner = 0; owner < byOwner.size(); owner++) {
            for (var literal : byOwner.get(owner)) {
                all.add(folded(literal.getBytes(StandardCharsets.UTF_8)));
                of.add(owner);
            }
        }
        literals = all.toArray(byte[][]::new);
        owners = of.stream().mapToInt(Integer::intValue).toArray();
        beginning = all.stream()
                .mapToInt(literal -> Math.min(LONGEST_BEGINNING, literal.length))
                .min()
                .orElse(PAIR);
        fillTables();
    }

    private static byte[] folded(byte[] literal) {
        var folded = literal.clone();
        for (var n = 0; n < folded.length; n++) {
            folded[n] |= FOLD;
        }
        return folded;
    }

    private void fillTables() {
        Arrays.fill(shifts, (byte) (beginning - 1));
        for (var n = 0; n < literals.length; n++) {
            for (var end = PAIR; end <= beginning; end++) {
                var hash = hash((short) PAIRS.get(literals[n], end - PAIR));
                shifts[hash] = (byte) Math.min(shifts[hash], beginning - end);
                if (end == beginning) {
                    ends[hash] = with(ends[hash], n);
                }
            }
        }
    }

    private static int[] with(int[] before, int literal) {
        var all = before == null ? new int[1] : Arrays.copyOf(before, before.length + 1);
        all[all.length - 1] = literal;
        return all;
    }

    private static int hash(short pair) {
        var folded = pair | FOLD_PAIR;
        return (folded ^ folded >>> 5) & TABLE - 1;
    }

    /** Where the first literal begins; -1 if there is none. */
    int next(byte[] bytes, int from, int to) {
        var shifts = this.shifts; // a local is read once
        var last = to - PAIR;
        var at = from + beginning - PAIR;
        while (at <= last) {
            var hash = hash((short) PAIRS.get(bytes, at));
            var shift = shifts[hash];
            if (shift == 0) {
                if (found(hash, bytes, at + PAIR - beginning, to) >= 0) {
                    return at + PAIR - beginning;
                }
                shift = 1;
            }
            at += shift;
        }
        return -1;
    }

    /** Whose literals there are. */
    BitSet owners(byte[] bytes, int from, int to) {
        var found = new BitSet();
        var last = to - PAIR;
        var at = from + beginning - PAIR;
        while (at <= last) {
            var hash = hash((short) PAIRS.get(bytes, at));
            var shift = shifts[hash];
            if (shift == 0) {
                for (var literal : ends[hash]) {
                    if (is(literal, bytes, at + PAIR - beginning, to)) {
                        found.set(owners[literal]);
                    }
                }
                shift = 1;
            }
            at += shift;
        }
        return found;
    }

    private int found(int hash, byte[] bytes, int start, int to) {
        for (var literal : ends[hash]) {
            if (is(literal, bytes, start, to)) {
                return literal;
            }
        }
        return -1;
    }

    private boolean is(int which, byte[] bytes, int start, int to) {
        var literal = literals[which];
        if (start + literal.length > to) {
            return false;
        }
        for (var n = 0; n < literal.length; n++) {
            if ((bytes[start + n] | FOLD) != literal[n]) {
                return false;
            }
        }
        return true;
    }
}
