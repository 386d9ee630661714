package dev.firebreak.engine.admission;

import java.util.List;

/** Decides which files the engine may see. No refusals means: let in. */
public final class ModelAdmission {

    /** Bytes; the largest of our own models has 60 KiB. */
    public static final int LARGEST = 2 * 1024 * 1024;

    private ModelAdmission() {}

    /** Every reason against the file, in the order of the file. */
    public static List<ModelRefusal> check(String file, byte[] content, KnownNames names) {
        if (content.length > LARGEST) {
            return List.of(new ModelRefusal(file, "is larger than 2 MiB", 0));
        }
        if (file.endsWith(".bpmn")) {
            return XmlReader.read(file, content, tree -> BpmnAdmission.check(tree, names));
        }
        if (file.endsWith(".dmn")) {
            return XmlReader.read(file, content, DmnAdmission::check);
        }
        if (file.endsWith(".form")) {
            return FormAdmission.check(file, content);
        }
        return List.of(new ModelRefusal(file, "is not a model: only .bpmn, .dmn and .form are let in", 0));
    }
}
