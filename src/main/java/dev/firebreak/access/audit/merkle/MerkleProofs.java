package dev.firebreak.access.audit.merkle;

import java.util.List;

/** Verifies proofs, with no access to the tree. A malformed proof is a wrong one. */
public final class MerkleProofs {

    private MerkleProofs() {}

    /** Whether the leaf with this hash is at this position of the tree with this head (RFC 9162 section 2.1.3.2). */
    public static boolean includes(TreeHead head, long leaf, NodeHash hash, List<NodeHash> path) {
        if (leaf < 0 || leaf >= head.size()) {
            return false;
        }
        var node = leaf;
        var last = head.size() - 1;
        var root = hash;
        for (var sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                root = NodeHash.node(sibling, root);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                root = NodeHash.node(root, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && root.equals(head.root());
    }

    /** Whether the second tree continues the first: all its leaves are there, in their order (section 2.1.4.2). */
    public static boolean continues(TreeHead first, TreeHead second, List<NodeHash> proof) {
        if (first.size() <= 0 || first.size() > second.size()) {
            return false;
        }
        if (first.size() == second.size()) {
            return proof.isEmpty() && first.root().equals(second.root());
        }
        if (Long.bitCount(first.size()) != 1) {
            return !proof.isEmpty() && continues(first, second, proof.get(0), proof.subList(1, proof.size()));
        }
        return continues(first, second, first.root(), proof);
    }

    private static boolean continues(TreeHead first, TreeHead second, NodeHash start, List<NodeHash> proof) {
        var node = first.size() - 1;
        var last = second.size() - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        var old = start;
        var root = start;
        for (var hash : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = NodeHash.node(hash, old);
                root = NodeHash.node(hash, root);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                root = NodeHash.node(root, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && old.equals(first.root()) && root.equals(second.root());
    }
}
