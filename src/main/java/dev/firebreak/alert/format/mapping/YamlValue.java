package dev.firebreak.alert.format.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One value of a mapping's file with its position. What is wrong is a {@link MappingInvalid}. Nodes are never turned
 * into Java objects.
 */
record YamlValue(String file, Node node) {

    /** The entries of a mapping, in the order of the file. */
    Map<String, YamlValue> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw invalid("a mapping (name: value) is expected");
        }
        var entries = new LinkedHashMap<String, YamlValue>();
        for (var tuple : mapping.getValue()) {
            var key = new YamlValue(file, tuple.getKeyNode());
            if (entries.putIfAbsent(key.text(), new YamlValue(file, tuple.getValueNode())) != null) {
                throw key.invalid("\"" + key.text() + "\" is there twice");
            }
        }
        return entries;
    }

    /** The entries, of which only these are allowed. */
    Map<String, YamlValue> only(Set<String> known) {
        var entries = entries();
        entries.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw value.invalid("\"" + name + "\" is not one of "
                        + known.stream().sorted().toList());
            }
        });
        return entries;
    }

    /** The items of a list; a single value counts as a list of one. */
    List<YamlValue> items() {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream()
                        .map(item -> new YamlValue(file, item))
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

    MappingInvalid invalid(String why) {
        return new MappingInvalid(file, node.getStartMark(), why);
    }
}
