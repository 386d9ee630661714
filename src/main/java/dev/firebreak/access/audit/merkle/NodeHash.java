package dev.firebreak.access.audit.merkle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The hash of a node of a Merkle tree, SHA-256 with the prefixes of RFC 9162 section 2.1.1: a leaf and an inner node
 * never have the same input.
 *
 * @param hex 64 characters, 0-9 and a-f
 */
public record NodeHash(String hex) {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** The root of the tree without leaves. */
    public static final NodeHash EMPTY = of(new byte[0]);

    /** Throws IllegalArgumentException if the text is not a hash. */
    public NodeHash {
        if (hex == null || !FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal");
        }
    }

    /** The hash of a leaf with this content. */
    public static NodeHash leaf(byte[] content) {
        return of(new byte[] {LEAF}, content);
    }

    /** The hash of a leaf with this text in UTF-8. */
    public static NodeHash leaf(String content) {
        return leaf(content.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of the node over these two. */
    public static NodeHash node(NodeHash left, NodeHash right) {
        return of(new byte[] {NODE}, left.bytes(), right.bytes());
    }

    private byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    private static NodeHash of(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return new NodeHash(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
