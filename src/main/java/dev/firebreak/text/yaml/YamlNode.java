package dev.firebreak.text.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value of a YAML file with its position. An invalid value is reported with line and column and then treated as
 * missing, so that reading continues and finds all errors at once. YAML tags never create Java objects.
 */
public record YamlNode(YamlErrors errors, String path, Node node) {

    private static final int LINE = 300;
    private static final Set<Tag> PLAIN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.SEQ, Tag.MAP, Tag.MERGE);

    /** The entries of a mapping, in the order of the file. A duplicate key is an error. */
    public Map<String, YamlNode> entries() {
        var entries = new LinkedHashMap<String, YamlNode>();
        if (!(node instanceof MappingNode mapping) || !isPlain()) {
            addKindError("must be a mapping (name: value)");
            return entries;
        }
        for (var tuple : mapping.getValue()) {
            var key = new YamlNode(errors, path, tuple.getKeyNode()).text().orElse(null);
            if (key == null) {
                continue;
            }
            var child = new YamlNode(errors, path.isEmpty() ? key : path + "." + key, tuple.getValueNode());
            if (entries.putIfAbsent(key, child) != null) {
                new YamlNode(errors, child.path, tuple.getKeyNode()).addError("duplicate key");
            }
        }
        return entries;
    }

    /** The fields of a mapping, of which only the known ones are allowed. */
    public YamlFields fields(String... known) {
        return new YamlFields(this, entries(), List.of(known));
    }

    /** The items of a list. */
    public List<YamlNode> items() {
        var items = new ArrayList<YamlNode>();
        if (!(node instanceof SequenceNode sequence) || !isPlain()) {
            addKindError("must be a list");
            return items;
        }
        for (var item : sequence.getValue()) {
            items.add(new YamlNode(errors, path + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** The items of a list; a single value counts as a list of one. */
    public List<YamlNode> values() {
        return node instanceof SequenceNode ? items() : List.of(this);
    }

    /** One line of text. Numbers and words such as {@code no} are read as they are written. */
    public Optional<String> text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL) || !isPlain()) {
            addKindError("must be text");
            return Optional.empty();
        }
        var text = scalar.getValue();
        if (text.isBlank() || text.length() > LINE || text.codePoints().anyMatch(Character::isISOControl)) {
            addError("must be one line of 1 to " + LINE + " characters");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /**
     * Parses the text.
     *
     * @param what the expected value with an example, such as {@code a time zone such as Europe/Berlin}
     */
    public <T> Optional<T> as(String what, Function<String, T> parse) {
        return text().flatMap(text -> {
            try {
                return Optional.of(parse.apply(text));
            } catch (RuntimeException e) {
                addError("\"" + text + "\" is not " + what);
                return Optional.empty();
            }
        });
    }

    public void addError(String what) {
        errors.add(node.getStartMark(), path, what);
    }

    private void addKindError(String what) {
        addError(isPlain() ? what : "tags such as " + node.getTag() + " are not supported");
    }

    /** Whether the node has no explicit tag, such as {@code !!java.net.URL}. */
    private boolean isPlain() {
        return PLAIN.contains(node.getTag());
    }
}
