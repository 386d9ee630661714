package dev.firebreak.access.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The leaves and results are those of the reference implementation of Certificate Transparency (merkle_tree_test.cc),
 * which implements the same tree as RFC 9162.
 */
@Tag("H15")
class MerkleTreeTests {

    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    /** A tree whose nodes are kept in a map. */
    private static final class InMemory implements Nodes {

        private final Map<String, NodeHash> nodes = new HashMap<>();
        private long size;

        @Override
        public NodeHash get(int height, long index) {
            var hash = nodes.get(height + "/" + index);
            assertThat(hash).as("node %d/%d is stored", height, index).isNotNull();
            return hash;
        }

        void add(NodeHash... leaves) {
            var growth = new TreeGrowth(size, this);
            for (var leaf : leaves) {
                nodes.put("0/" + growth.add(leaf), leaf);
            }
            growth.inner().forEach(node -> nodes.put(node.height() + "/" + node.index(), node.hash()));
            size = growth.size();
        }
    }

    private static NodeHash leaf(int n) {
        return NodeHash.leaf(n < LEAVES.size() ? HexFormat.of().parseHex(LEAVES.get(n)) : new byte[] {(byte) n});
    }

    private static InMemory tree(int size) {
        var tree = new InMemory();
        for (var n = 0; n < size; n++) {
            tree.add(leaf(n));
        }
        return tree;
    }

    private static List<NodeHash> hashes(String... hex) {
        return java.util.Arrays.stream(hex).map(NodeHash::new).toList();
    }

    @Test
    void theRootsAreThoseOfTheReference() {
        assertThat(new MerkleTree(tree(0)).head(0).root().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (var size = 1; size <= 8; size++) {
            assertThat(new MerkleTree(tree(8)).head(size).root().hex()).isEqualTo(ROOTS.get(size - 1));
        }
    }

    @Test
    void theInclusionProofsAreThoseOfTheReference() {
        var tree = new MerkleTree(tree(8));

        assertThat(tree.inclusion(0, 1)).isEmpty();
        assertThat(tree.inclusion(0, 8))
                .isEqualTo(hashes(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(tree.inclusion(5, 8))
                .isEqualTo(hashes(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
        assertThat(tree.inclusion(2, 3))
                .isEqualTo(hashes("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"));
    }

    @Test
    void theConsistencyProofsAreThoseOfTheReference() {
        var tree = new MerkleTree(tree(8));

        assertThat(tree.consistency(1, 1)).isEmpty();
        assertThat(tree.consistency(1, 8))
                .isEqualTo(hashes(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(tree.consistency(6, 8))
                .isEqualTo(hashes(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
    }

    @Test
    void everyProofOfEveryTreeHoldsAndNoOtherDoes() {
        var nodes = tree(33);
        var tree = new MerkleTree(nodes);
        for (var size = 1; size <= 33; size++) {
            var head = tree.head(size);
            for (var leaf = 0; leaf < size; leaf++) {
                var path = tree.inclusion(leaf, size);
                assertThat(MerkleProofs.includes(head, leaf, leaf(leaf), path)).isTrue();
                assertThat(MerkleProofs.includes(head, leaf, leaf(leaf + 1), path))
                        .isFalse();
                assertThat(MerkleProofs.includes(head, leaf + 1, leaf(leaf), path))
                        .isFalse();
                assertThat(MerkleProofs.includes(head, leaf, leaf(leaf), longer(path)))
                        .isFalse();
            }
            for (var from = 1; from <= size; from++) {
                var proof = tree.consistency(from, size);
                assertThat(MerkleProofs.continues(tree.head(from), head, proof)).isTrue();
                assertThat(MerkleProofs.continues(new TreeHead(from, leaf(99)), head, proof))
                        .isFalse();
                assertThat(MerkleProofs.continues(tree.head(from), new TreeHead(size, leaf(99)), proof))
                        .isFalse();
                assertThat(MerkleProofs.continues(tree.head(from), head, longer(proof)))
                        .isFalse();
            }
        }
    }

    @Test
    void leavesAddedTogetherMakeTheSameTree() {
        var together = new InMemory();
        together.add(leaf(0), leaf(1), leaf(2));
        together.add(leaf(3), leaf(4), leaf(5), leaf(6), leaf(7));

        assertThat(new MerkleTree(together).head(8)).isEqualTo(new MerkleTree(tree(8)).head(8));
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        var tree = new MerkleTree(tree(3));

        assertThatThrownBy(() -> tree.inclusion(3, 3)).hasMessage("leaf is out of range");
        assertThatThrownBy(() -> tree.consistency(4, 3)).hasMessage("from is out of range");
        assertThatThrownBy(() -> new NodeHash("ABC")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<NodeHash> longer(List<NodeHash> proof) {
        var longer = new java.util.ArrayList<>(proof);
        longer.add(leaf(7));
        return longer;
    }
}
