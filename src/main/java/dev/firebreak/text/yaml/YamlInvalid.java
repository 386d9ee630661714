package dev.firebreak.text.yaml;

import java.util.List;

/** A YAML file can't be used. The message has one line per error, each with file, line, column, field and reason. */
public class YamlInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public YamlInvalid(List<String> errors) {
        super(String.join("\n", errors));
    }
}
