package dev.firebreak.access.audit.merkle;

/** The stored nodes of a tree: the roots of its complete subtrees. */
public interface Nodes {

    /**
     * The root of the complete subtree over the leaves {@code index * 2^height} to {@code (index + 1) * 2^height - 1}.
     *
     * @param height 0 for a leaf
     */
    NodeHash get(int height, long index);
}
