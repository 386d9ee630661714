package dev.firebreak.access.audit.merkle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds leaves to a tree and collects the nodes that they complete, to be stored in one batch. */
public final class TreeGrowth {

    private record Place(int height, long index) {}

    private final Nodes stored;
    private final Map<Place, NodeHash> added = new HashMap<>();
    private final List<TreeNode> nodes = new ArrayList<>();
    private long size;

    /** @param size the number of leaves that the tree has so far */
    public TreeGrowth(long size, Nodes stored) {
        this.size = size;
        this.stored = stored;
    }

    /** Adds the leaf and returns its position. */
    public long add(NodeHash leaf) {
        var position = size++;
        put(new TreeNode(0, position, leaf));
        var height = 0;
        var hash = leaf;
        for (var index = position; (index & 1) == 1; index >>= 1) {
            hash = NodeHash.node(get(height, index - 1), hash);
            height++;
            put(new TreeNode(height, index >> 1, hash));
        }
        return position;
    }

    public long size() {
        return size;
    }

    /** The nodes above the leaves that became complete. */
    public List<TreeNode> inner() {
        return nodes.stream().filter(node -> node.height() > 0).toList();
    }

    private NodeHash get(int height, long index) {
        var hash = added.get(new Place(height, index));
        return hash == null ? stored.get(height, index) : hash;
    }

    private void put(TreeNode node) {
        added.put(new Place(node.height(), node.index()), node.hash());
        nodes.add(node);
    }
}
