package dev.firebreak.probe;

import dev.firebreak.text.yaml.YamlFields;
import java.util.List;

/** The port for kinds of probes. One sub-package per kind. */
public interface ProbeKind {

    /** The word after {@code kind:}. */
    String name();

    /** The fields that this kind has beside those of every probe. */
    List<String> fields();

    /** The symptom of its alert unless the declaration names one; null for none. */
    String symptom();

    /** Reads the fields. A mistake is added to their errors; the result is not used then and may be anything. */
    Declared read(YamlFields fields);

    /**
     * What a declaration says.
     *
     * @param subject what it looks at, for people, without secrets
     * @param target the target of the catalogue that it needs, or null
     */
    record Declared(String subject, String target, Check check) {

        /** Without a target. */
        public Declared(String subject, Check check) {
            this(subject, null, check);
        }
    }
}
