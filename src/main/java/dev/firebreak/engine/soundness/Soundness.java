package dev.firebreak.engine.soundness;

import dev.firebreak.engine.FixedForms;
import dev.firebreak.engine.admission.ModelRefusal;
import dev.firebreak.text.Hash;
import java.util.List;
import org.camunda.bpm.model.xml.ModelException;

/** What an admitted model must fulfil so that it does not break what runs. A file without refusals is sound. */
public final class Soundness {

    private Soundness() {}

    /** All reasons to refuse the file. What is not of its schema is left to the engine's parser, which refuses it. */
    public static List<ModelRefusal> check(String file, byte[] content, KnownModels models) {
        try {
            if (file.endsWith(".bpmn")) {
                return ReferenceCheck.check(content, models);
            }
            return file.endsWith(".dmn") ? TableCheck.check(DmnTable.all(content), models) : form(file, content);
        } catch (ModelException notOfTheSchema) {
            return List.of();
        }
    }

    private static List<ModelRefusal> form(String file, byte[] content) {
        return ModelKeys.of(file, content).forms().stream()
                .filter(FixedForms::isFixed)
                .filter(id -> !FixedForms.sha256(id).equals(Hash.sha256(content)))
                .map(id -> new ModelRefusal(
                        id,
                        "is fixed: people decide about steps with the form that Firebreak ships, and with no other",
                        0))
                .toList();
    }
}
