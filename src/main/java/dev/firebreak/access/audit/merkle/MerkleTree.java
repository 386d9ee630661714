package dev.firebreak.access.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * Heads and proofs of a tree whose complete subtrees are stored (RFC 9162 section 2.1). Each answer reads a number of
 * nodes that grows with the logarithm of the size. Sizes and positions out of range throw IllegalArgumentException.
 */
public final class MerkleTree {

    private final Nodes nodes;

    public MerkleTree(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The head of the tree over the first {@code size} leaves. */
    public TreeHead head(long size) {
        require(size >= 0, "size");
        return size == 0 ? TreeHead.EMPTY : new TreeHead(size, root(0, size));
    }

    /**
     * The hashes that lead from a leaf to the root of the tree of this size, the lowest first (RFC 9162 section
     * 2.1.3.1).
     *
     * @param leaf from 0
     */
    public List<NodeHash> inclusion(long leaf, long size) {
        require(leaf >= 0 && leaf < size, "leaf");
        var path = new ArrayList<NodeHash>();
        include(leaf, 0, size, path);
        return path;
    }

    /** The hashes that show that the tree of size {@code to} continues that of size {@code from} (section 2.1.4.1). */
    public List<NodeHash> consistency(long from, long to) {
        require(from > 0 && from <= to, "from");
        var proof = new ArrayList<NodeHash>();
        continueFrom(from, 0, to, true, proof);
        return proof;
    }

    /** The root over the leaves {@code from} to {@code to - 1}. */
    private NodeHash root(long from, long to) {
        var size = to - from;
        if (Long.bitCount(size) == 1) {
            return nodes.get(Long.numberOfTrailingZeros(size), from / size);
        }
        var middle = from + left(size);
        return NodeHash.node(root(from, middle), root(middle, to));
    }

    private void include(long leaf, long from, long to, List<NodeHash> path) {
        if (to - from == 1) {
            return;
        }
        var middle = from + left(to - from);
        if (leaf < middle) {
            include(leaf, from, middle, path);
            path.add(root(middle, to));
        } else {
            include(leaf, middle, to, path);
            path.add(root(from, middle));
        }
    }

    /** @param whole whether the old tree's root is this subtree: the verifier has it then */
    private void continueFrom(long old, long from, long to, boolean whole, List<NodeHash> proof) {
        if (old == to) {
            if (!whole) {
                proof.add(root(from, to));
            }
            return;
        }
        var middle = from + left(to - from);
        if (old <= middle) {
            continueFrom(old, from, middle, whole, proof);
            proof.add(root(middle, to));
        } else {
            continueFrom(old, middle, to, false, proof);
            proof.add(root(from, middle));
        }
    }

    /** The number of leaves in the left subtree: the largest power of two below the size. */
    private static long left(long size) {
        return Long.highestOneBit(size - 1);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what + " is out of range");
        }
    }
}
