package dev.firebreak.text.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One value of a YAML file with its position, for a reader that stops at the first mistake; {@link YamlNode} is for one
 * that goes on and collects them. Values are never turned into Java objects.
 */
public final class YamlValue {

    private final Source source;
    private final String path;
    private final Node node;

    /** @param mistake the exception for a message with file, line, column, field and reason */
    private record Source(String file, Function<String, ? extends RuntimeException> mistake) {

        RuntimeException invalid(Mark at, String path, String why) {
            return mistake.apply(YamlErrors.line(file, at, path, why));
        }
    }

    private YamlValue(Source source, String path, Node node) {
        this.source = source;
        this.path = path;
        this.node = node;
    }

    /**
     * The top of a file.
     *
     * @param longest how many characters the file may have
     * @param mistake the exception for a message with file, line, column, field and reason
     */
    public static YamlValue top(
            String file, String text, int longest, Function<String, ? extends RuntimeException> mistake) {
        var source = new Source(file, mistake);
        var errors = new YamlErrors(file, lines -> mistake.apply(lines.get(0)));
        return new YamlValue(source, "", YamlFile.top(errors, text, longest).node());
    }

    /** The entries of a mapping, in the order of the file. */
    public Map<String, YamlValue> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw invalid("a mapping (name: value) is expected");
        }
        var entries = new LinkedHashMap<String, YamlValue>();
        for (var tuple : mapping.getValue()) {
            var name = new YamlValue(source, path, tuple.getKeyNode()).text();
            var value = new YamlValue(source, path.isEmpty() ? name : path + "." + name, tuple.getValueNode());
            if (entries.putIfAbsent(name, value) != null) {
                throw value.invalid("is there twice");
            }
        }
        return entries;
    }

    /** The entries, of which only these are allowed. */
    public Map<String, YamlValue> only(Set<String> known) {
        var entries = entries();
        entries.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw value.invalid("is not one of " + known.stream().sorted().toList());
            }
        });
        return entries;
    }

    /** The items of a list; a single value counts as a list of one. */
    public List<YamlValue> items() {
        return node instanceof SequenceNode sequence
                ? IntStream.range(0, sequence.getValue().size())
                        .mapToObj(n -> new YamlValue(
                                source,
                                path + "[" + n + "]",
                                sequence.getValue().get(n)))
                        .toList()
                : List.of(this);
    }

    /** Numbers and words such as {@code no} are read as they are written. */
    public String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw invalid("text is expected");
        }
        return scalar.getValue();
    }

    /** The exception for a mistake in this value. */
    public RuntimeException invalid(String why) {
        return source.invalid(node.getStartMark(), path, why);
    }
}
