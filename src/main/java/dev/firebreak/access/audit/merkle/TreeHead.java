package dev.firebreak.access.audit.merkle;

/**
 * What a tree of this size hashes to: whoever keeps it can prove later that no leaf was changed.
 *
 * @param size the number of leaves
 */
public record TreeHead(long size, NodeHash root) {

    /** The head of the tree without leaves. */
    public static final TreeHead EMPTY = new TreeHead(0, NodeHash.EMPTY);
}
