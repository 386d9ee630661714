package dev.firebreak.engine.models;

import dev.firebreak.engine.KnownTopics;
import dev.firebreak.engine.admission.KnownNames;
import dev.firebreak.engine.admission.ModelAdmission;
import dev.firebreak.engine.admission.ModelRefusal;
import dev.firebreak.engine.hardening.DelegateBeans;
import dev.firebreak.engine.models.LatestModels.Kind;
import dev.firebreak.engine.soundness.KnownModels;
import dev.firebreak.engine.soundness.ModelKeys;
import dev.firebreak.engine.soundness.Soundness;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Admission and soundness with the names that this installation knows: its delegates, the topics of its handlers, and
 * the models of the engine.
 */
@Component
class ModelCheck {

    private final DelegateBeans delegates;
    private final ObjectProvider<KnownTopics> handlers;
    private final LatestModels models;

    ModelCheck(ListableBeanFactory beans, ObjectProvider<KnownTopics> handlers, LatestModels models) {
        this.delegates = new DelegateBeans(beans);
        this.handlers = handlers;
        this.models = models;
    }

    /**
     * Checks files that are to be deployed together; the answer has the refused ones only.
     *
     * @param others further files that come into force with them, unless {@code files} replaces them
     */
    Map<String, List<ModelRefusal>> check(Map<String, byte[]> files, Map<String, byte[]> others) {
        var refused = new TreeMap<String, List<ModelRefusal>>();
        var admitted = new TreeMap<String, byte[]>();
        var names = names();
        files.forEach((file, content) -> {
            var refusals = ModelAdmission.check(file, content, names);
            if (refusals.isEmpty()) {
                admitted.put(file, content);
            } else {
                refused.put(file, refusals);
            }
        });
        var rest = new TreeMap<>(others);
        rest.keySet().removeAll(files.keySet());
        var known = known(keys(admitted).with(keys(rest)), topics());
        admitted.forEach((file, content) -> {
            var refusals = Soundness.check(file, content, known);
            if (!refusals.isEmpty()) {
                refused.put(file, refusals);
            }
        });
        return refused;
    }

    private KnownNames names() {
        return KnownNames.of(delegates.names(), topics());
    }

    private Set<String> topics() {
        return handlers.stream().flatMap(known -> known.topics().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static ModelKeys keys(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .map(file -> ModelKeys.of(file.getKey(), file.getValue()))
                .reduce(ModelKeys.NONE, ModelKeys::with);
    }

    private KnownModels known(ModelKeys together, Set<String> topics) {
        return new KnownModels(
                key -> together.forms().contains(key)
                        || models.latest(Kind.FORM, key).isPresent(),
                key -> together.processes().contains(key)
                        || models.latest(Kind.PROCESS, key).isPresent(),
                key -> together.decisions().contains(key)
                        || models.latest(Kind.DECISION, key).isPresent(),
                topics::contains);
    }

    /** Checks only that the models can't run code, not whether what they name exists. */
    Map<String, List<ModelRefusal>> checkSafety(Map<String, byte[]> files) {
        var refused = new TreeMap<String, List<ModelRefusal>>();
        files.forEach((file, content) -> {
            var refusals = ModelAdmission.check(file, content, KnownNames.any());
            if (!refusals.isEmpty()) {
                refused.put(file, refusals);
            }
        });
        return refused;
    }
}
