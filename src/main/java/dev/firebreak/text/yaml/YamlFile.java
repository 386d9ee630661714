package dev.firebreak.text.yaml;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Parses a file to YAML's node graph, within limits of size, depth and aliases. Never uses YAML's object mapping. */
public final class YamlFile {

    /** A longer file is refused. */
    public static final int MAX_CHARACTERS = 2 * 1024 * 1024;

    private static final int DEEPEST = 20;
    private static final int MAX_ALIASES = 20;

    private YamlFile() {}

    /** The file's top node. Throws the exception of the errors if the bytes are no YAML. */
    public static YamlNode top(YamlErrors errors, byte[] yaml) {
        try {
            return top(
                    errors,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(yaml))
                            .toString(),
                    MAX_CHARACTERS);
        } catch (CharacterCodingException e) {
            errors.add(null, "", "is not UTF-8 text");
        }
        return thrown(errors);
    }

    /** @param longest how many characters the text may have */
    static YamlNode top(YamlErrors errors, String text, int longest) {
        try {
            var root = new Yaml(new SafeConstructor(limits(longest))).compose(new StringReader(text));
            if (root != null) {
                return new YamlNode(errors, "", root);
            }
            errors.add(null, "", "is empty");
        } catch (MarkedYAMLException e) {
            errors.add(e.getProblemMark(), "", "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            errors.add(null, "", "not YAML: " + e.getMessage());
        }
        return thrown(errors);
    }

    private static YamlNode thrown(YamlErrors errors) {
        errors.throwIfAny();
        throw new IllegalStateException("an error was added");
    }

    private static LoaderOptions limits(int longest) {
        var options = new LoaderOptions();
        options.setCodePointLimit(longest);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        return options;
    }
}
