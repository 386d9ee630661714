package dev.firebreak.engine.admission;

import java.util.List;

/** Checks model files before the engine reads them. A file without refusals is admitted. */
public final class ModelAdmission {

    /** In bytes; the largest of our own models has 60 KiB. */
    public static final int MAX_BYTES = 2 * 1024 * 1024;

    private ModelAdmission() {}

    /** All reasons to refuse the file, in file order. */
    public static List<ModelRefusal> check(String file, byte[] content, KnownNames names) {
        if (content.length > MAX_BYTES) {
            return List.of(new ModelRefusal(file, "is larger than 2 MiB", 0));
        }
        try {
            return checkContent(file, content, names);
        } catch (StackOverflowError e) {
            return List.of(new ModelRefusal(file, "is nested too deeply", 0));
        }
    }

    private static List<ModelRefusal> checkContent(String file, byte[] content, KnownNames names) {
        if (file.endsWith(".bpmn")) {
            return XmlReader.read(file, content, tree -> BpmnAdmission.check(tree, names));
        }
        if (file.endsWith(".dmn")) {
            return XmlReader.read(file, content, DmnAdmission::check);
        }
        if (file.endsWith(".form")) {
            return FormAdmission.check(file, content);
        }
        return List.of(new ModelRefusal(file, "is not a model: only .bpmn, .dmn and .form files are allowed", 0));
    }
}
