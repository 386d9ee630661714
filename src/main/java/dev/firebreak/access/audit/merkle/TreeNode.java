package dev.firebreak.access.audit.merkle;

/** A node to store. See {@link Nodes} for height and index. */
public record TreeNode(int height, long index, NodeHash hash) {}
