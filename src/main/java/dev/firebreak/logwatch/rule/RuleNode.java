package dev.firebreak.logwatch.rule;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One value of a file of rules with its path and position. Nodes are never turned into Java objects.
 *
 * @param path of the value, such as {@code rules[0].pattern}; empty for the file
 */
record RuleNode(String file, String path, Node node) {

    private static final int LARGEST = 512 * 1024;

    /** Throws {@link RuleInvalid} if the text is no YAML. */
    static RuleNode of(String file, String text) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(10);
        options.setNestingDepthLimit(20);
        options.setCodePointLimit(LARGEST);
        try {
            var node = new Yaml(options).compose(new StringReader(text));
            if (node == null) {
                throw new RuleInvalid(file, "is empty");
            }
            return new RuleNode(file, "", node);
        } catch (MarkedYAMLException e) {
            throw new RuleInvalid(file, e.getProblemMark(), "", e.getProblem());
        } catch (YAMLException e) {
            throw new RuleInvalid(file, e.getMessage());
        }
    }

    /** The entries of a mapping, of which only these are allowed. */
    Map<String, RuleNode> only(Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw invalid("a mapping (name: value) is expected");
        }
        var entries = new LinkedHashMap<String, RuleNode>();
        for (var tuple : mapping.getValue()) {
            var key = new RuleNode(file, path, tuple.getKeyNode());
            var name = key.text();
            var field = path.isEmpty() ? name : path + "." + name;
            var value = new RuleNode(file, field, tuple.getValueNode());
            if (!known.contains(name)) {
                throw value.invalid("is not one of " + known.stream().sorted().toList());
            }
            if (entries.putIfAbsent(name, value) != null) {
                throw value.invalid("is there twice");
            }
        }
        return entries;
    }

    /** The items of a list; a single value counts as a list of one. */
    List<RuleNode> items() {
        return node instanceof SequenceNode sequence
                ? IntStream.range(0, sequence.getValue().size())
                        .mapToObj(n -> new RuleNode(
                                file, path + "[" + n + "]", sequence.getValue().get(n)))
                        .toList()
                : List.of(this);
    }

    /** Numbers and words such as {@code no} are read as they are written. */
    String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw invalid("text is expected");
        }
        return scalar.getValue();
    }

    RuleInvalid invalid(String why) {
        return new RuleInvalid(file, node.getStartMark(), path, why);
    }
}
